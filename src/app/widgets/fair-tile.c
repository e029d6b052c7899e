/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-tile.h"

#include <glib/gi18n-lib.h>

struct _FairTile
{
  AdwBin    parent_instance;
  char     *name;
  GtkLabel *title;
  GtkLabel *value;
  GtkLabel *certainty;
  GtkLabel *change;
};

G_DEFINE_FINAL_TYPE (FairTile, fair_tile, ADW_TYPE_BIN)

enum
{
  PROP_TITLE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
fair_tile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, FAIR_TILE (object)->name);
}

static void
fair_tile_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FairTile *self = FAIR_TILE (object);

  g_free (self->name);
  self->name = g_value_dup_string (value);
  fair_tile_set_replay (self, FALSE);
}

static void
fair_tile_finalize (GObject *object)
{
  g_free (FAIR_TILE (object)->name);
  G_OBJECT_CLASS (fair_tile_parent_class)->finalize (object);
}

static void
fair_tile_class_init (FairTileClass *klass)
{
  GObjectClass *object = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  object->get_property = fair_tile_get_property;
  object->set_property = fair_tile_set_property;
  object->finalize = fair_tile_finalize;
  properties[PROP_TITLE]
    = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object, N_PROPERTIES, properties);
  gtk_widget_class_set_accessible_role (widget, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-tile.ui");
  gtk_widget_class_bind_template_child (widget, FairTile, title);
  gtk_widget_class_bind_template_child (widget, FairTile, value);
  gtk_widget_class_bind_template_child (widget, FairTile, certainty);
  gtk_widget_class_bind_template_child (widget, FairTile, change);
}

static void
fair_tile_init (FairTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_tile_set_replay:
 *
 * Says in the title whether the figure is of replayed weeks.
 */
void
fair_tile_set_replay (FairTile *self, gboolean replay)
{
  /* Translators: the name of a figure, such as “Win Rate”, that is of replayed weeks */
  g_autofree char *title = replay ? g_strdup_printf (_("%s (replay)"), self->name) : g_strdup (self->name);

  gtk_label_set_label (self->title, title == NULL ? "" : title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title == NULL ? "" : title, -1);
}

/**
 * fair_tile_show:
 * @certainty: how many it stands on, and its interval
 * @change: against a week earlier
 */
void
fair_tile_show (FairTile *self, const char *value, const char *certainty, const char *change)
{
  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->certainty, certainty);
  gtk_label_set_label (self->change, change);
}
