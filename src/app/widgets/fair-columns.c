/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-columns.h"

#define SPACING 12

struct _FairColumns
{
  GtkWidget parent_instance;
  guint     max_columns;
};

G_DEFINE_FINAL_TYPE (FairColumns, fair_columns, GTK_TYPE_WIDGET)

enum
{
  PROP_MAX_COLUMNS = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* How children stand in a given width. */
typedef struct
{
  int columns;
  int width; /* of one */
} Grid;

static int
widest_child (FairColumns *self, gboolean natural)
{
  int widest = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;
      int usual;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &usual, NULL, NULL);
      widest = MAX (widest, natural ? usual : least);
    }
  return widest;
}

static Grid
make_grid (FairColumns *self, int width)
{
  int columns = (width + SPACING) / (widest_child (self, TRUE) + SPACING);

  columns = CLAMP (columns, 1, (int) self->max_columns);
  return (Grid) { columns, MAX (1, (width - (columns - 1) * SPACING) / columns) };
}

/* The height of the row that begins with @child, and where the next one begins. */
static int
measure_row (GtkWidget *child, const Grid *grid, GtkWidget **next)
{
  int highest = 0;
  int column = 0;

  for (; child != NULL && column < grid->columns; child = gtk_widget_get_next_sibling (child))
    {
      int height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, grid->width, NULL, &height, NULL, NULL);
      highest = MAX (highest, height);
      column++;
    }
  *next = child;
  return highest;
}

static void
fair_columns_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  FairColumns *self = FAIR_COLUMNS (widget);
  int usual = widest_child (self, TRUE);
  int full = usual * self->max_columns + SPACING * (self->max_columns - 1);
  Grid grid = make_grid (self, for_size < 0 ? full : for_size);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest_child (self, FALSE);
      *natural = full;
      return;
    }
  while (child != NULL)
    height += measure_row (child, &grid, &child) + (child == NULL ? 0 : SPACING);
  *minimum = *natural = height;
}

static void
fair_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FairColumns *self = FAIR_COLUMNS (widget);
  Grid grid = make_grid (self, width);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int y = 0;

  while (child != NULL)
    {
      GtkWidget *next;
      int row = measure_row (child, &grid, &next);
      int column = 0;

      for (; child != next; child = gtk_widget_get_next_sibling (child))
        if (gtk_widget_should_layout (child))
          {
            int place = mirrored ? grid.columns - 1 - column : column;

            gtk_widget_size_allocate (child, &(GtkAllocation) { place * (grid.width + SPACING), y, grid.width, row }, -1);
            column++;
          }
      y += row + SPACING;
    }
}

static GtkSizeRequestMode
fair_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fair_columns_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, FAIR_COLUMNS (object)->max_columns);
}

static void
fair_columns_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FAIR_COLUMNS (object)->max_columns = g_value_get_uint (value);
  gtk_widget_queue_resize (GTK_WIDGET (object));
}

static void
fair_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (fair_columns_parent_class)->dispose (object);
}

static void
fair_columns_class_init (FairColumnsClass *klass)
{
  GObjectClass *object = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  object->get_property = fair_columns_get_property;
  object->set_property = fair_columns_set_property;
  object->dispose = fair_columns_dispose;
  widget->measure = fair_columns_measure;
  widget->size_allocate = fair_columns_size_allocate;
  widget->get_request_mode = fair_columns_get_request_mode;
  properties[PROP_MAX_COLUMNS]
    = g_param_spec_uint ("max-columns", NULL, NULL, 1, 100, 1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object, N_PROPERTIES, properties);
}

static void
fair_columns_init (FairColumns *self)
{
  self->max_columns = 1;
}

/**
 * fair_columns_append:
 * @child: (transfer floating):
 */
void
fair_columns_append (FairColumns *self, GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
