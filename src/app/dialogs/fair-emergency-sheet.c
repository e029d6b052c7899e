/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-emergency-sheet.h"

#include "fair-checklist.h"
#include "fair-compat.h"
#include "fair-export.h"
#include "fair-incident-csv.h"
#include "fair-notice-form.h"
#include "fair-store-watch.h"
#include "fair-toast.h"
#include "fair-typed-lines.h"

#include <glib/gi18n-lib.h>

/* A step on the screen. */
typedef struct
{
  FairEmergencySheet *sheet;
  AdwActionRow       *row;
  GtkImage           *mark;
  GtkButton          *button;
  FairRemedy          remedy;
} Row;

struct _FairEmergencySheet
{
  AdwBin               parent_instance;
  AdwToastOverlay     *toasts;
  AdwPreferencesGroup *groups[FAIR_N_EMERGENCIES];
  GtkEditable         *note;
  FairSession         *session;
  GtkWidget           *opener;      /* not owned: the window that this lies above */
  GPtrArray           *rows;        /* of Row, as many as steps */
  GCancellable        *cancellable; /* of what is being read; nullable */
};

G_DEFINE_FINAL_TYPE (FairEmergencySheet, fair_emergency_sheet, ADW_TYPE_BIN)

static void refresh (FairEmergencySheet *self);

static void
tell (FairEmergencySheet *self, const char *message)
{
  adw_toast_overlay_add_toast (self->toasts, fair_toast_new (message));
  fair_compat_announce (GTK_WIDGET (self), message);
}

static void
on_tell (GtkWidget *widget, const char *action, GVariant *parameter)
{
  tell (FAIR_EMERGENCY_SHEET (widget), g_variant_get_string (parameter, NULL));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairEmergencySheet) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = fair_session_write_finish (FAIR_SESSION (source), result, &error);

  tell (self, said == NULL ? error->message : said);
  refresh (self);
}

static void
choose_model (FairEmergencySheet *self, FairChoiceKind kind)
{
  fair_session_choose_model_async (self->session, kind, on_written, g_object_ref (self));
}

static void
set_conservative (FairEmergencySheet *self, gboolean on)
{
  g_autoptr (GError) error = NULL;

  if (!fair_settings_set (fair_session_get_settings (self->session), "conservative", g_variant_new_boolean (on), &error))
    tell (self, error->message);
  refresh (self);
}

static void
run (FairEmergencySheet *self)
{
  gtk_widget_activate_action (self->opener, "win.run-week", NULL);
  fair_compat_close_sheet (GTK_WIDGET (self));
}

/* To a file: the log, or the sheet to be filled in. */
static void
save_csv (FairEmergencySheet *self, GAsyncResult *result, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) csv = fair_session_read_finish (self->session, result, &error);

  if (csv != NULL)
    fair_export_csv (GTK_WIDGET (self), name, csv);
  else
    tell (self, error == NULL ? _("Nothing is stored yet; run the week first.") : error->message);
}

static gpointer
make_sheet (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  return store == NULL ? NULL : fair_typed_lines_sheet (store, fair_session_get_profile (data), error);
}

static void
on_sheet_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairEmergencySheet) self = data;

  save_csv (self, result, "fair-catch-lines.csv");
}

static char *
take_lines (FairStore *store, const FairProfile *profile, gpointer data, GError **error)
{
  GFile *file = data;
  g_autoptr (GBytes) sheet = g_file_load_bytes (file, NULL, NULL, error);
  guint n;

  if (sheet == NULL || !fair_typed_lines_take (store, profile, sheet, &n, error))
    return NULL;
  return g_strdup_printf (ngettext ("%u line was taken; the next run makes picks of it.",
                                    "%u lines were taken; the next run makes picks of them.", n),
                          n);
}

static void
on_sheet_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  FairEmergencySheet *self = FAIR_EMERGENCY_SHEET (source);
  GFile *file = fair_compat_choose_file_finish (result, NULL);

  if (file != NULL)
    fair_session_write_async (self->session, take_lines, file, g_object_unref, on_written, g_object_ref (self));
}

static void
on_take (GtkButton *button, FairEmergencySheet *self)
{
  fair_compat_choose_file_async (GTK_WIDGET (self), FAIR_FILE_OPEN, _("Take the Filled-In Sheet"), NULL, on_sheet_chosen,
                                 NULL);
}

static void
on_remedy (GtkButton *button, Row *row)
{
  FairEmergencySheet *self = row->sheet;

  switch (row->remedy)
    {
    case FAIR_REMEDY_RUN:
      run (self);
      break;
    case FAIR_REMEDY_SHEET:
      fair_session_read_async (self->session, make_sheet, self->session, NULL, NULL, on_sheet_made, g_object_ref (self));
      break;
    case FAIR_REMEDY_ROLLBACK:
      choose_model (self, FAIR_CHOICE_ROLLBACK);
      break;
    case FAIR_REMEDY_RESUME:
      choose_model (self, FAIR_CHOICE_RESUME);
      break;
    case FAIR_REMEDY_CONSERVATIVE:
    case FAIR_REMEDY_USUAL:
      set_conservative (self, row->remedy == FAIR_REMEDY_CONSERVATIVE);
      break;
    case FAIR_REMEDY_NOTICE:
      fair_notice_form_present (GTK_WIDGET (self), self->session);
      break;
    case FAIR_REMEDY_NOTE:
      gtk_widget_grab_focus (GTK_WIDGET (self->note));
      break;
    case FAIR_REMEDY_NONE:
      break;
    }
}

static const char *
label_of (FairRemedy remedy)
{
  static const char *const labels[] = {
    [FAIR_REMEDY_NONE] = "",
    [FAIR_REMEDY_RUN] = N_ ("Run Now"),
    [FAIR_REMEDY_SHEET] = N_ ("Make Sheet…"),
    [FAIR_REMEDY_ROLLBACK] = N_ ("Use Last Week’s Model"),
    [FAIR_REMEDY_RESUME] = N_ ("Use the Newest Again"),
    [FAIR_REMEDY_CONSERVATIVE] = N_ ("Bet Less"),
    [FAIR_REMEDY_USUAL] = N_ ("Bet as Usual"),
    [FAIR_REMEDY_NOTICE] = N_ ("Write Notice…"),
    [FAIR_REMEDY_NOTE] = N_ ("Write Note"),
  };

  return *labels[remedy] == '\0' ? "" : _(labels[remedy]);
}

/* The mark is told by a word as well. */
static void
show_mark (GtkImage *mark, FairStepState state)
{
  static const struct
  {
    const char *icon;
    const char *word;
    const char *style;
  } marks[] = {
    [FAIR_STEP_PERSON] = { "checkbox-symbolic", N_ ("Not done"), "dim-label" },
    [FAIR_STEP_OPEN] = { "dialog-warning-symbolic", N_ ("Not well"), "warning" },
    [FAIR_STEP_DONE] = { "checkbox-checked-symbolic", N_ ("Done"), "success" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (mark), marks[i].style);
  gtk_widget_add_css_class (GTK_WIDGET (mark), marks[state].style);
  gtk_image_set_from_icon_name (mark, marks[state].icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (mark), _(marks[state].word));
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _(marks[state].word), -1);
}

static GtkWidget *
add_button (Row *row, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row->row, button);
  return button;
}

static Row *
add_row (FairEmergencySheet *self, const FairStep *step)
{
  Row *row = g_new0 (Row, 1);

  row->sheet = self;
  row->row = ADW_ACTION_ROW (adw_action_row_new ());
  row->mark = GTK_IMAGE (gtk_image_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), step->title);
  adw_action_row_add_prefix (row->row, GTK_WIDGET (row->mark));
  if (step->remedy != FAIR_REMEDY_NONE)
    {
      row->button = GTK_BUTTON (add_button (row, label_of (step->remedy)));
      g_signal_connect (row->button, "clicked", G_CALLBACK (on_remedy), row);
    }
  if (step->remedy == FAIR_REMEDY_SHEET)
    g_signal_connect (add_button (row, _("Take Sheet…")), "clicked", G_CALLBACK (on_take), self);
  adw_preferences_group_add (self->groups[step->emergency], GTK_WIDGET (row->row));
  g_ptr_array_add (self->rows, row);
  return row;
}

/* The steps are always the same; only how they stand changes, so that the focus stays where it was. */
static void
show_steps (FairEmergencySheet *self, const GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const FairStep *step = &g_array_index (steps, FairStep, i);
      Row *row = i < self->rows->len ? g_ptr_array_index (self->rows, i) : add_row (self, step);
      g_autofree char *sentence = g_markup_escape_text (step->sentence, -1);

      row->remedy = step->remedy;
      adw_action_row_set_subtitle (row->row, sentence);
      show_mark (row->mark, step->state);
      if (row->button != NULL)
        gtk_button_set_label (row->button, label_of (step->remedy));
    }
}

static gpointer
look (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  FairSession *session = data;

  return store == NULL ? NULL
                       : fair_checklist_make (store, fair_session_get_profile (session), fair_session_now (session), error);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairEmergencySheet) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) steps = fair_session_read_finish (FAIR_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (steps != NULL)
    show_steps (self, steps);
  else
    tell (self, error == NULL ? _("Nothing is stored yet; run the week first.") : error->message);
}

static void
refresh (FairEmergencySheet *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fair_session_read_async (self->session, look, self->session, NULL, self->cancellable, on_looked, g_object_ref (self));
}

static char *
add_note (FairStore *store, const FairProfile *profile, gpointer data, GError **error)
{
  if (!fair_store_add_note (store, FAIR_NOTE_RULE, data, fair_clock_now (profile->clock), error))
    return NULL;
  return g_strdup (_("Noted."));
}

static void
on_note (FairEmergencySheet *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->note)));

  if (*text == '\0')
    return;
  gtk_editable_set_text (self->note, "");
  fair_session_write_async (self->session, add_note, g_steal_pointer (&text), g_free, on_written, g_object_ref (self));
}

static gpointer
read_log (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  g_autoptr (GArray) incidents = store == NULL ? NULL : fair_store_list_state_changes (store, "", error);

  return incidents == NULL ? NULL : fair_incidents_to_csv (incidents);
}

static void
on_log_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairEmergencySheet) self = data;

  save_csv (self, result, "fair-catch-incidents.csv");
}

static void
on_export (GtkButton *button, FairEmergencySheet *self)
{
  fair_session_read_async (self->session, read_log, NULL, NULL, NULL, on_log_read, g_object_ref (self));
}

static void
fair_emergency_sheet_dispose (GObject *object)
{
  FairEmergencySheet *self = FAIR_EMERGENCY_SHEET (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fair_emergency_sheet_parent_class)->dispose (object);
}

static void
fair_emergency_sheet_finalize (GObject *object)
{
  g_ptr_array_unref (FAIR_EMERGENCY_SHEET (object)->rows);
  G_OBJECT_CLASS (fair_emergency_sheet_parent_class)->finalize (object);
}

static void
fair_emergency_sheet_class_init (FairEmergencySheetClass *klass)
{
  static const char *const groups[FAIR_N_EMERGENCIES] = { "run_group", "model_group", "needs_group" };
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_emergency_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = fair_emergency_sheet_finalize;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-emergency-sheet.ui");
  gtk_widget_class_bind_template_child (widget, FairEmergencySheet, toasts);
  gtk_widget_class_bind_template_child (widget, FairEmergencySheet, note);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_widget_class_bind_template_child_full (widget, groups[i], FALSE,
                                               G_STRUCT_OFFSET (FairEmergencySheet, groups) + i * sizeof (gpointer));
  gtk_widget_class_bind_template_callback (widget, on_note);
  gtk_widget_class_bind_template_callback (widget, on_export);
  gtk_widget_class_install_action (widget, "win.tell", "s", on_tell);
}

static void
fair_emergency_sheet_init (FairEmergencySheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < FAIR_N_EMERGENCIES; i++)
    {
      adw_preferences_group_set_title (self->groups[i], fair_emergency_get_title (i));
      adw_preferences_group_set_description (self->groups[i], fair_emergency_get_advice (i));
    }
}

/**
 * fair_emergency_sheet_present:
 * @parent: the window, whose actions it uses
 */
void
fair_emergency_sheet_present (GtkWidget *parent, FairSession *session)
{
  FairEmergencySheet *self = g_object_new (FAIR_TYPE_EMERGENCY_SHEET, NULL);

  self->session = g_object_ref (session);
  self->opener = parent;
  g_signal_connect_object (session, "notify::snapshot", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  fair_compat_present_sheet (GTK_WIDGET (self), _("When Something Fails"), parent, 760, 680);
}
