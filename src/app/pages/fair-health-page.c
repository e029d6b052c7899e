/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-health-page.h"

struct _FairHealthPage
{
  FairPage  parent_instance;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (FairHealthPage, fair_health_page, FAIR_TYPE_PAGE)

static void
fair_health_page_dispose (GObject *object)
{
  G_OBJECT_CLASS (fair_health_page_parent_class)->dispose (object);
}

static void
fair_health_page_class_init (FairHealthPageClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_health_page_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-health-page.ui");
  gtk_widget_class_bind_template_child (widget, FairHealthPage, stack);
}

static void
fair_health_page_init (FairHealthPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
