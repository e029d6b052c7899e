/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-ratings-page.h"

struct _FairRatingsPage
{
  FairPage  parent_instance;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (FairRatingsPage, fair_ratings_page, FAIR_TYPE_PAGE)

static void
fair_ratings_page_dispose (GObject *object)
{
  G_OBJECT_CLASS (fair_ratings_page_parent_class)->dispose (object);
}

static void
fair_ratings_page_class_init (FairRatingsPageClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_ratings_page_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-ratings-page.ui");
  gtk_widget_class_bind_template_child (widget, FairRatingsPage, stack);
}

static void
fair_ratings_page_init (FairRatingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
