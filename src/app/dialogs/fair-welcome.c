/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-welcome.h"

struct _FairWelcome
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (FairWelcome, fair_welcome, ADW_TYPE_BIN)

static void
fair_welcome_class_init (FairWelcomeClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/faircatch/FairCatch/fair-welcome.ui");
}

static void
fair_welcome_init (FairWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
