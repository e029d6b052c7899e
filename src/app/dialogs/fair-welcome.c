/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-welcome.h"

#include "fair-compat.h"
#include "fair-help-line.h"
#include "fair-key-form.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

struct _FairWelcome
{
  AdwBin          parent_instance;
  const char     *profile; /* that was chosen */
  gboolean        is_sheet; /* above a window that has data open: it begins with the key */
  GtkStack       *steps;
  GtkWidget      *demo;
  GtkWidget      *connect;
  GtkWidget      *connect_head;
  FairKeyForm    *key_form;
  GtkCheckButton *paper;
  GtkCheckButton *flat;
  GtkCheckButton *kelly;
  GtkLabel       *harm;
  GtkWidget      *begin;
};

G_DEFINE_FINAL_TYPE (FairWelcome, fair_welcome, ADW_TYPE_BIN)

#define STEP_START   "start"
#define STEP_CONNECT "connect"
#define STEP_STAKING "staking"

static void
go_to_staking (FairWelcome *self, const char *profile)
{
  self->profile = profile;
  gtk_stack_set_visible_child_name (self->steps, STEP_STAKING);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_check_button_get_active (self->kelly)  ? self->kelly
                                     : gtk_check_button_get_active (self->flat) ? self->flat
                                                                                : self->paper));
}

static void
go_to_connect (FairWelcome *self, const char *api_url)
{
  gtk_stack_set_visible_child_name (self->steps, STEP_CONNECT);
  fair_key_form_begin (self->key_form, api_url);
}

static void
on_demo (GtkButton *button, FairWelcome *self)
{
  go_to_staking (self, "demo");
}

static void
on_connect (GtkButton *button, FairWelcome *self)
{
  go_to_connect (self, NULL);
}

static void
on_key_done (FairKeyForm *form, FairWelcome *self)
{
  go_to_staking (self, "cfbd");
}

/* Returns: FALSE where there is nothing to go back to. */
static gboolean
go_back (FairWelcome *self)
{
  const char *step = gtk_stack_get_visible_child_name (self->steps);
  gboolean connecting = g_str_equal (step, STEP_CONNECT);

  if (g_str_equal (step, STEP_START) || (connecting && self->is_sheet))
    return FALSE;
  if (!connecting && g_str_equal (self->profile, "cfbd"))
    {
      gtk_stack_set_visible_child_name (self->steps, STEP_CONNECT);
      gtk_widget_child_focus (GTK_WIDGET (self->key_form), GTK_DIR_TAB_FORWARD);
      return TRUE;
    }
  fair_key_form_stop (self->key_form);
  gtk_stack_set_visible_child_name (self->steps, STEP_START);
  gtk_widget_grab_focus (connecting ? self->connect : self->demo);
  return TRUE;
}

static void
on_back (GtkButton *button, FairWelcome *self)
{
  go_back (self);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return go_back (FAIR_WELCOME (widget));
}

static void
on_begin (GtkButton *button, FairWelcome *self)
{
  const char *staking = gtk_check_button_get_active (self->kelly)  ? "quarter-kelly"
                        : gtk_check_button_get_active (self->flat) ? "flat"
                                                                   : "paper";

  g_object_ref (self); /* what begins may take this away */
  /* Not through the widget: a sheet that is a window of its own does not know the program's actions. */
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "begin",
                                  g_variant_new ("(ss)", self->profile, staking));
  if (self->is_sheet)
    fair_compat_close_sheet (GTK_WIDGET (self));
  else
    gtk_stack_set_visible_child_name (self->steps, STEP_START);
  g_object_unref (self);
}

static void
fair_welcome_map (GtkWidget *widget)
{
  FairWelcome *self = FAIR_WELCOME (widget);

  GTK_WIDGET_CLASS (fair_welcome_parent_class)->map (widget);
  if (g_str_equal (gtk_stack_get_visible_child_name (self->steps), STEP_START))
    gtk_widget_grab_focus (self->demo);
}

static void
fair_welcome_dispose (GObject *object)
{
  FairWelcome *self = FAIR_WELCOME (object);

  if (self->key_form != NULL)
    fair_key_form_stop (self->key_form);
  G_OBJECT_CLASS (fair_welcome_parent_class)->dispose (object);
}

static void
fair_welcome_class_init (FairWelcomeClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FAIR_TYPE_KEY_FORM);
  G_OBJECT_CLASS (klass)->dispose = fair_welcome_dispose;
  widget->map = fair_welcome_map;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-welcome.ui");
  gtk_widget_class_bind_template_child (widget, FairWelcome, steps);
  gtk_widget_class_bind_template_child (widget, FairWelcome, demo);
  gtk_widget_class_bind_template_child (widget, FairWelcome, connect);
  gtk_widget_class_bind_template_child (widget, FairWelcome, connect_head);
  gtk_widget_class_bind_template_child (widget, FairWelcome, key_form);
  gtk_widget_class_bind_template_child (widget, FairWelcome, paper);
  gtk_widget_class_bind_template_child (widget, FairWelcome, flat);
  gtk_widget_class_bind_template_child (widget, FairWelcome, kelly);
  gtk_widget_class_bind_template_child (widget, FairWelcome, harm);
  gtk_widget_class_bind_template_child (widget, FairWelcome, begin);
  gtk_widget_class_bind_template_callback (widget, on_demo);
  gtk_widget_class_bind_template_callback (widget, on_connect);
  gtk_widget_class_bind_template_callback (widget, on_key_done);
  gtk_widget_class_bind_template_callback (widget, on_back);
  gtk_widget_class_bind_template_callback (widget, on_begin);
  gtk_widget_class_add_binding (widget, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_Left, GDK_ALT_MASK, on_escape, NULL);
}

static void
fair_welcome_init (FairWelcome *self)
{
  g_autofree char *help = fair_help_line_describe (setlocale (LC_MONETARY, NULL));
  g_autofree char *text = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* Translators: %s is a sentence of its own, with a telephone number */
  text = g_strdup_printf (_("Betting can harm: over time nearly everybody loses. It is restricted by age and by place; "
                            "know the law where you live, and stake nothing that you cannot lose. %s"),
                          help);
  gtk_label_set_label (self->harm, text);
}

/**
 * fair_welcome_present_connect:
 * @api_url: (nullable): whom to ask about a key; NULL: the real API
 *
 * Shows the steps from the key on above a window that has data open.
 */
void
fair_welcome_present_connect (GtkWindow *parent, const char *api_url)
{
  FairWelcome *self = g_object_new (FAIR_TYPE_WELCOME, NULL);

  self->is_sheet = TRUE;
  /* The sheet's own bar has the title and the way back. */
  gtk_widget_set_visible (self->connect_head, FALSE);
  gtk_stack_set_transition_type (self->steps, GTK_STACK_TRANSITION_TYPE_NONE);
  fair_compat_present_sheet (GTK_WIDGET (self), _("Connect to CFBD"), GTK_WIDGET (parent), 600, 560);
  go_to_connect (self, api_url);
}
