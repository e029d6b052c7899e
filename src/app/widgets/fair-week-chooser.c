/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-week-chooser.h"

#include <glib/gi18n-lib.h>

struct _FairWeekChooser
{
  AdwBin       parent_instance;
  GtkWidget   *previous;
  GtkWidget   *next;
  GtkDropDown *seasons;
  GtkDropDown *weeks;
  GArray      *choices; /* of FairWeekChoice, by time; nullable */
  guint        chosen;
  guint        first;   /* of the chosen season */
  gboolean     filling; /* the lists change, but not by the person */
};

G_DEFINE_FINAL_TYPE (FairWeekChooser, fair_week_chooser, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const FairWeekChoice *
choice_at (FairWeekChooser *self, guint index)
{
  return &g_array_index (self->choices, FairWeekChoice, index);
}

static char *
name_week (const FairWeekChoice *choice)
{
  g_autofree char *week = fair_week_to_text (&choice->week);

  if (!choice->has_table)
    return g_strdup_printf (_("%s · not run yet"), week);
  if (choice->publication.replay)
    return g_strdup_printf (_("%s · replay"), week);
  return choice->present ? g_strdup_printf (_("%s · live, now"), week) : g_strdup_printf (_("%s · live"), week);
}

static void
fill_seasons (FairWeekChooser *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < self->choices->len; i++)
    {
      int season = choice_at (self, i)->week.season;

      if (i == 0 || choice_at (self, i - 1)->week.season != season)
        gtk_string_list_take (names, g_strdup_printf ("%d", season));
      if (i == self->chosen)
        selected = g_list_model_get_n_items (G_LIST_MODEL (names)) - 1;
    }
  gtk_drop_down_set_model (self->seasons, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->seasons, selected);
}

static void
fill_weeks (FairWeekChooser *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  int season = choice_at (self, self->chosen)->week.season;

  for (self->first = 0; choice_at (self, self->first)->week.season != season;)
    self->first++;
  for (guint i = self->first; i < self->choices->len && choice_at (self, i)->week.season == season; i++)
    gtk_string_list_take (names, name_week (choice_at (self, i)));
  gtk_drop_down_set_model (self->weeks, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->weeks, self->chosen - self->first);
}

static void
fill (FairWeekChooser *self)
{
  gboolean any = self->choices != NULL && self->choices->len > 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self), any);
  if (!any)
    return;
  self->filling = TRUE;
  fill_seasons (self);
  fill_weeks (self);
  gtk_widget_set_sensitive (self->previous, self->chosen > 0);
  gtk_widget_set_sensitive (self->next, self->chosen + 1 < self->choices->len);
  self->filling = FALSE;
}

static void
choose (FairWeekChooser *self, guint index)
{
  if (self->choices == NULL || index >= self->choices->len || index == self->chosen)
    return;
  self->chosen = index;
  fill (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
on_previous (GtkButton *button, FairWeekChooser *self)
{
  choose (self, self->chosen - 1);
}

static void
on_next (GtkButton *button, FairWeekChooser *self)
{
  choose (self, self->chosen + 1);
}

/* Another season: its newest week. */
static void
on_season (GtkDropDown *seasons, GParamSpec *pspec, FairWeekChooser *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (seasons);
  int season = item == NULL ? 0 : atoi (gtk_string_object_get_string (item));

  if (self->filling || self->choices == NULL)
    return;
  for (guint i = self->choices->len; i > 0; i--)
    if (choice_at (self, i - 1)->week.season == season)
      {
        choose (self, i - 1);
        return;
      }
}

static void
on_week (GtkDropDown *weeks, GParamSpec *pspec, FairWeekChooser *self)
{
  guint selected = gtk_drop_down_get_selected (weeks);

  if (!self->filling && selected != GTK_INVALID_LIST_POSITION)
    choose (self, self->first + selected);
}

static void
fair_week_chooser_finalize (GObject *object)
{
  FairWeekChooser *self = FAIR_WEEK_CHOOSER (object);

  g_clear_pointer (&self->choices, g_array_unref);
  G_OBJECT_CLASS (fair_week_chooser_parent_class)->finalize (object);
}

static void
fair_week_chooser_class_init (FairWeekChooserClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fair_week_chooser_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", FAIR_TYPE_WEEK_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  0);
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-week-chooser.ui");
  gtk_widget_class_bind_template_child (widget, FairWeekChooser, previous);
  gtk_widget_class_bind_template_child (widget, FairWeekChooser, next);
  gtk_widget_class_bind_template_child (widget, FairWeekChooser, seasons);
  gtk_widget_class_bind_template_child (widget, FairWeekChooser, weeks);
  gtk_widget_class_bind_template_callback (widget, on_previous);
  gtk_widget_class_bind_template_callback (widget, on_next);
  gtk_widget_class_bind_template_callback (widget, on_season);
  gtk_widget_class_bind_template_callback (widget, on_week);
}

static void
fair_week_chooser_init (FairWeekChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_week_chooser_set_choices:
 * @choices: (element-type FairWeekChoice): by time; a reference is taken
 * @chosen: which of them; `chosen` is not emitted
 */
void
fair_week_chooser_set_choices (FairWeekChooser *self, GArray *choices, guint chosen)
{
  g_array_ref (choices);
  g_clear_pointer (&self->choices, g_array_unref);
  self->choices = choices;
  self->chosen = chosen;
  fill (self);
}

/**
 * fair_week_chooser_get_chosen:
 *
 * Returns: (transfer none) (nullable): the week that is chosen
 */
const FairWeekChoice *
fair_week_chooser_get_chosen (FairWeekChooser *self)
{
  return self->choices == NULL || self->chosen >= self->choices->len ? NULL : choice_at (self, self->chosen);
}
