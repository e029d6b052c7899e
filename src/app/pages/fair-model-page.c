/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-model-page.h"

struct _FairModelPage
{
  FairPage  parent_instance;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (FairModelPage, fair_model_page, FAIR_TYPE_PAGE)

static void
fair_model_page_dispose (GObject *object)
{
  G_OBJECT_CLASS (fair_model_page_parent_class)->dispose (object);
}

static void
fair_model_page_class_init (FairModelPageClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_model_page_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-model-page.ui");
  gtk_widget_class_bind_template_child (widget, FairModelPage, stack);
}

static void
fair_model_page_init (FairModelPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
