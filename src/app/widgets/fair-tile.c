/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-tile.h"

struct _FairTile
{
  AdwBin    parent_instance;
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
  g_value_set_string (value, gtk_label_get_label (FAIR_TILE (object)->title));
}

static void
fair_tile_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  gtk_label_set_label (FAIR_TILE (object)->title, g_value_get_string (value));
}

static void
fair_tile_class_init (FairTileClass *klass)
{
  GObjectClass *object = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  object->get_property = fair_tile_get_property;
  object->set_property = fair_tile_set_property;
  properties[PROP_TITLE]
    = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object, N_PROPERTIES, properties);
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
