/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-week-page.h"

struct _FairWeekPage
{
  FairPage  parent_instance;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (FairWeekPage, fair_week_page, FAIR_TYPE_PAGE)

static void
fair_week_page_dispose (GObject *object)
{
  G_OBJECT_CLASS (fair_week_page_parent_class)->dispose (object);
}

static void
fair_week_page_class_init (FairWeekPageClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_week_page_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-week-page.ui");
  gtk_widget_class_bind_template_child (widget, FairWeekPage, stack);
}

static void
fair_week_page_init (FairWeekPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
