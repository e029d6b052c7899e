/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-side-pane.h"

#define NARROW     900 /* px; less than that, and the side stands under the main part */
#define SAVE_DELAY 400 /* ms after the divider was last moved */

struct _FairSidePane
{
  GtkWidget     parent_instance;
  GtkPaned     *paned;
  FairSettings *settings; /* nullable */
  const char   *key;      /* interned; of the share that the main part has */
  double        share;
  gboolean      placing; /* the divider is moved, but not by the person */
  guint         turn;
  guint         save;
};

G_DEFINE_FINAL_TYPE (FairSidePane, fair_side_pane, GTK_TYPE_WIDGET)

enum
{
  PROP_MAIN = 1,
  PROP_SIDE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static gboolean
is_beside (FairSidePane *self)
{
  return gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned)) == GTK_ORIENTATION_HORIZONTAL;
}

static int
extent (FairSidePane *self)
{
  return is_beside (self) ? gtk_widget_get_width (GTK_WIDGET (self)) : gtk_widget_get_height (GTK_WIDGET (self));
}

/* A share of the room means something beside and under alike, and in a window of any size. */
static void
place_divider (FairSidePane *self)
{
  if (extent (self) == 0)
    return;
  self->placing = TRUE;
  gtk_paned_set_position (self->paned, self->share * extent (self));
  self->placing = FALSE;
}

static gboolean
on_turn (gpointer data)
{
  FairSidePane *self = data;
  gboolean beside = gtk_widget_get_width (GTK_WIDGET (self)) >= NARROW;

  self->turn = 0;
  self->placing = TRUE;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned),
                                  beside ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  self->placing = FALSE;
  place_divider (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_save (gpointer data)
{
  FairSidePane *self = data;

  self->save = 0;
  if (self->settings != NULL)
    fair_settings_set (self->settings, self->key, g_variant_new_double (self->share), NULL);
  return G_SOURCE_REMOVE;
}

static void
on_divider_moved (GtkPaned *paned, GParamSpec *pspec, FairSidePane *self)
{
  if (self->placing || !fair_side_pane_is_open (self) || extent (self) == 0)
    return;
  self->share = CLAMP (gtk_paned_get_position (paned) / (double) extent (self), 0.1, 0.9);
  g_clear_handle_id (&self->save, g_source_remove);
  self->save = g_timeout_add (SAVE_DELAY, on_save, self);
}

static void
fair_side_pane_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  FairSidePane *self = FAIR_SIDE_PANE (widget);

  gtk_widget_measure (GTK_WIDGET (self->paned), orientation, for_size, minimum, natural, NULL, NULL);
}

static void
fair_side_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FairSidePane *self = FAIR_SIDE_PANE (widget);

  self->placing = TRUE;
  gtk_widget_allocate (GTK_WIDGET (self->paned), width, height, baseline, NULL);
  self->placing = FALSE;
  /* Nothing may be laid out anew in the middle of being laid out. */
  if (is_beside (self) != (width >= NARROW) && self->turn == 0)
    self->turn = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_turn, self, NULL);
}

static void
fair_side_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FairSidePane *self = FAIR_SIDE_PANE (object);

  g_value_set_object (value, id == PROP_MAIN ? gtk_paned_get_start_child (self->paned)
                                             : gtk_paned_get_end_child (self->paned));
}

static void
fair_side_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FairSidePane *self = FAIR_SIDE_PANE (object);
  GtkWidget *child = g_value_get_object (value);

  if (id == PROP_MAIN)
    {
      gtk_paned_set_start_child (self->paned, child);
      return;
    }
  /* Whatever it is, it is closed at first. */
  if (child != NULL)
    gtk_widget_set_visible (child, FALSE);
  gtk_paned_set_end_child (self->paned, child);
}

static void
fair_side_pane_dispose (GObject *object)
{
  FairSidePane *self = FAIR_SIDE_PANE (object);

  if (self->save != 0)
    {
      g_source_remove (self->save);
      on_save (self);
    }
  g_clear_handle_id (&self->turn, g_source_remove);
  if (self->paned != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->paned, self);
      gtk_widget_unparent (GTK_WIDGET (self->paned));
      self->paned = NULL;
    }
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (fair_side_pane_parent_class)->dispose (object);
}

static void
fair_side_pane_class_init (FairSidePaneClass *klass)
{
  GObjectClass *object = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object->dispose = fair_side_pane_dispose;
  object->get_property = fair_side_pane_get_property;
  object->set_property = fair_side_pane_set_property;
  widget->measure = fair_side_pane_measure;
  widget->size_allocate = fair_side_pane_size_allocate;
  properties[PROP_MAIN] = g_param_spec_object ("main", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object, N_PROPERTIES, properties);
}

static void
fair_side_pane_init (FairSidePane *self)
{
  self->share = 0.6;
  self->paned = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_paned_set_shrink_start_child (self->paned, FALSE);
  gtk_paned_set_shrink_end_child (self->paned, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->paned), GTK_WIDGET (self));
  g_signal_connect (self->paned, "notify::position", G_CALLBACK (on_divider_moved), self);
}

/**
 * fair_side_pane_remember:
 * @settings: (nullable): where the share is kept
 * @key: of a number from 0.1 to 0.9
 */
void
fair_side_pane_remember (FairSidePane *self, FairSettings *settings, const char *key)
{
  g_set_object (&self->settings, settings);
  self->key = g_intern_string (key);
  if (settings != NULL)
    self->share = CLAMP (fair_settings_get_double (settings, key), 0.1, 0.9);
}

void
fair_side_pane_set_open (FairSidePane *self, gboolean open)
{
  if (open == fair_side_pane_is_open (self) || gtk_paned_get_end_child (self->paned) == NULL)
    return;
  place_divider (self);
  gtk_widget_set_visible (gtk_paned_get_end_child (self->paned), open);
}

gboolean
fair_side_pane_is_open (FairSidePane *self)
{
  GtkWidget *side = self->paned == NULL ? NULL : gtk_paned_get_end_child (self->paned);

  return side != NULL && gtk_widget_get_visible (side);
}
