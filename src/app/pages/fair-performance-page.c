/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-performance-page.h"

struct _FairPerformancePage
{
  FairPage  parent_instance;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (FairPerformancePage, fair_performance_page, FAIR_TYPE_PAGE)

static void
fair_performance_page_dispose (GObject *object)
{
  G_OBJECT_CLASS (fair_performance_page_parent_class)->dispose (object);
}

static void
fair_performance_page_class_init (FairPerformancePageClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_performance_page_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-performance-page.ui");
  gtk_widget_class_bind_template_child (widget, FairPerformancePage, stack);
}

static void
fair_performance_page_init (FairPerformancePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
