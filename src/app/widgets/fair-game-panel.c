/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-game-panel.h"

#include <glib/gi18n-lib.h>

struct _FairGamePanel
{
  AdwBin       parent_instance;
  FairSession *session; /* nullable */
  gint64       game_id;
  GtkLabel    *matchup;
};

G_DEFINE_FINAL_TYPE (FairGamePanel, fair_game_panel, ADW_TYPE_BIN)

enum
{
  CLOSE_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_close (GtkButton *button, FairGamePanel *self)
{
  g_signal_emit (self, signals[CLOSE_REQUESTED], 0);
}

static void
fair_game_panel_dispose (GObject *object)
{
  FairGamePanel *self = FAIR_GAME_PANEL (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (fair_game_panel_parent_class)->dispose (object);
}

static void
fair_game_panel_class_init (FairGamePanelClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_game_panel_dispose;
  signals[CLOSE_REQUESTED] = g_signal_new ("close-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-game-panel.ui");
  gtk_widget_class_bind_template_child (widget, FairGamePanel, matchup);
  gtk_widget_class_bind_template_callback (widget, on_close);
}

static void
fair_game_panel_init (FairGamePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fair_game_panel_new (void)
{
  return g_object_new (FAIR_TYPE_GAME_PANEL, NULL);
}

/**
 * fair_game_panel_show_game:
 * @game_id: of a game in the session's snapshot
 *
 * Shows a game, and from then on what becomes known of it.
 */
void
fair_game_panel_show_game (FairGamePanel *self, FairSession *session, gint64 game_id)
{
  FairSnapshot *snapshot = fair_session_get_snapshot (session);
  guint index = snapshot == NULL ? FAIR_NO_INDEX : fair_book_find_game (snapshot->book, game_id);
  g_autofree char *matchup = NULL;

  g_set_object (&self->session, session);
  self->game_id = game_id;
  if (index == FAIR_NO_INDEX)
    return;
  matchup = g_strdup_printf ("%s @ %s",
                             fair_book_team (snapshot->book, fair_book_game (snapshot->book, index)->away)->school,
                             fair_book_team (snapshot->book, fair_book_game (snapshot->book, index)->home)->school);
  gtk_label_set_label (self->matchup, matchup);
}
