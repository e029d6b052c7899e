/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-emergency-sheet.h"

#include "fair-checklist.h"
#include "fair-compat.h"
#include "fair-export.h"
#include "fair-incident-csv.h"
#include "fair-notice-form.h"
#include "fair-restore-sheet.h"
#include "fair-store-watch.h"
#include "fair-toast.h"
#include "fair-typed-lines.h"
#include "fair-window-words.h"

#include <glib/gi18n-lib.h>

/* A step on the screen. */
typedef struct
{
  FairEmergencySheet *sheet;
  AdwActionRow       *row;
  GtkImage           *mark;
  GtkButton          *button;
  FairEmergency       emergency;
  FairRemedy          remedy;
} Row;

struct _FairEmergencySheet
{
  AdwBin               parent_instance;
  AdwToastOverlay     *toasts;
  AdwPreferencesGroup *groups[FAIR_N_EMERGENCIES];
  GtkEditable         *note;
  FairSession         *session;
  GtkWidget           *opener;      /* weak: the window that this lies above */
  GArray              *steps;       /* of FairStep, as they were last seen; nullable */
  GPtrArray           *rows;        /* of Row, as many as steps */
  GCancellable        *cancellable; /* of what is being read; nullable */
};

G_DEFINE_FINAL_TYPE (FairEmergencySheet, fair_emergency_sheet, ADW_TYPE_BIN)

static void refresh (FairEmergencySheet *self);
static void on_note (FairEmergencySheet *self);

/* Where this is closed by now, the window tells it. */
static void
tell (FairEmergencySheet *self, const char *message)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    {
      if (self->opener != NULL)
        gtk_widget_activate_action (self->opener, "win.tell", "s", message);
      return;
    }
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

static void
go_to_preferences (FairEmergencySheet *self, const char *page)
{
  fair_compat_close_sheet (GTK_WIDGET (self));
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "preferences-page",
                                  g_variant_new_string (page));
}

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairEmergencySheet) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = fair_session_back_up_finish (FAIR_SESSION (source), result, &error);

  tell (self, said == NULL ? error->message : said);
  refresh (self);
}

static void
back_up (FairEmergencySheet *self, GtkWidget *button)
{
  gtk_widget_set_sensitive (button, FALSE);
  tell (self, _("Backing up…"));
  fair_session_back_up_async (self->session, on_backed_up, g_object_ref (self));
}

static void
write_notice (FairEmergencySheet *self, FairEmergency emergency)
{
  g_autoptr (FairNoticeDraft) draft = fair_notice_draft_new (emergency, self->steps);

  fair_notice_form_present (GTK_WIDGET (self), self->session, draft);
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
      write_notice (self, row->emergency);
      break;
    case FAIR_REMEDY_NOTE:
      gtk_widget_grab_focus (GTK_WIDGET (self->note));
      on_note (self);
      break;
    case FAIR_REMEDY_RESTORE:
      fair_restore_sheet_present (GTK_WIDGET (self), self->session);
      break;
    case FAIR_REMEDY_BACKUP:
      back_up (self, GTK_WIDGET (button));
      break;
    case FAIR_REMEDY_KEY:
      go_to_preferences (self, "data");
      break;
    case FAIR_REMEDY_FOLDERS:
      go_to_preferences (self, "files");
      break;
    case FAIR_REMEDY_MAIL:
      go_to_preferences (self, "alerts");
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
    [FAIR_REMEDY_RESTORE] = N_ ("Restore a Backup…"),
    [FAIR_REMEDY_BACKUP] = N_ ("Back Up Now"),
    [FAIR_REMEDY_KEY] = N_ ("Set the Key…"),
    [FAIR_REMEDY_FOLDERS] = N_ ("Folders…"),
    [FAIR_REMEDY_MAIL] = N_ ("Mail…"),
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
    [FAIR_STEP_NONE] = { "list-remove-symbolic", N_ ("Does not apply"), "dim-label" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (mark), marks[i].style);
  gtk_widget_add_css_class (GTK_WIDGET (mark), marks[state].style);
  gtk_image_set_from_icon_name (mark, marks[state].icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (mark), _(marks[state].word));
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _(marks[state].word), -1);
}

static GtkWidget *
add_button (GtkWidget *buttons, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_box_append (GTK_BOX (buttons), button);
  return button;
}

/* One below the other, so that the words beside them keep their room in a narrow window. */
static void
add_buttons (FairEmergencySheet *self, Row *row)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  row->button = GTK_BUTTON (add_button (buttons, label_of (row->remedy)));
  g_signal_connect (row->button, "clicked", G_CALLBACK (on_remedy), row);
  if (row->remedy == FAIR_REMEDY_SHEET)
    g_signal_connect (add_button (buttons, _("Take Sheet…")), "clicked", G_CALLBACK (on_take), self);
  if (row->remedy == FAIR_REMEDY_RESTORE)
    g_signal_connect_swapped (add_button (buttons, _("Try Again")), "clicked", G_CALLBACK (fair_session_reload),
                              self->session);
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (buttons, 6);
  gtk_widget_set_margin_bottom (buttons, 6);
  adw_action_row_add_suffix (row->row, buttons);
}

static Row *
add_row (FairEmergencySheet *self, const FairStep *step)
{
  Row *row = g_new0 (Row, 1);

  row->sheet = self;
  row->emergency = step->emergency;
  row->remedy = step->remedy;
  row->row = ADW_ACTION_ROW (adw_action_row_new ());
  row->mark = GTK_IMAGE (gtk_image_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), step->title);
  adw_action_row_add_prefix (row->row, GTK_WIDGET (row->mark));
  add_buttons (self, row);
  adw_preferences_group_add (self->groups[step->emergency], GTK_WIDGET (row->row));
  g_ptr_array_add (self->rows, row);
  return row;
}

/* A list without a step has nothing to say. */
static void
add_rows (FairEmergencySheet *self, const GArray *steps)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (self->groups[row->emergency], GTK_WIDGET (row->row));
    }
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < FAIR_N_EMERGENCIES; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->groups[i]), FALSE);
  for (guint i = 0; i < steps->len; i++)
    {
      Row *row = add_row (self, &g_array_index (steps, FairStep, i));

      gtk_widget_set_visible (GTK_WIDGET (self->groups[row->emergency]), TRUE);
    }
  gtk_widget_child_focus (GTK_WIDGET (self->groups[0]), GTK_DIR_TAB_FORWARD);
}

/* The steps are the same as long as the store is, or is not; only how they stand changes, so that the focus stays where
 * it was. */
static void
show_steps (FairEmergencySheet *self, const GArray *steps)
{
  if (self->rows->len != steps->len)
    add_rows (self, steps);
  for (guint i = 0; i < steps->len; i++)
    {
      const FairStep *step = &g_array_index (steps, FairStep, i);
      Row *row = g_ptr_array_index (self->rows, i);
      g_autofree char *said = fair_window_words (step->sentence);
      g_autofree char *sentence = g_markup_escape_text (said, -1);

      row->remedy = step->remedy;
      adw_action_row_set_subtitle (row->row, sentence);
      show_mark (row->mark, step->state);
      gtk_widget_set_visible (GTK_WIDGET (row->button), step->remedy != FAIR_REMEDY_NONE);
      gtk_button_set_label (row->button, label_of (step->remedy));
      gtk_widget_set_sensitive (GTK_WIDGET (row->button), TRUE);
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
  GArray *steps = fair_session_read_finish (FAIR_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->steps, g_array_unref);
  self->steps = steps == NULL ? fair_checklist_make_without_store (error) : steps;
  show_steps (self, self->steps);
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

/* What could not be written down stays where it was typed, and is there when this is opened again. */
static void
on_noted (GObject *source, GAsyncResult *result, gpointer data)
{
  FairEmergencySheet *self = data;
  gboolean noted = !g_task_had_error (G_TASK (result));

  g_object_set_data_full (source, "fair-note", noted ? NULL : g_strdup (gtk_editable_get_text (self->note)), g_free);
  if (noted)
    gtk_editable_set_text (self->note, "");
  on_written (source, result, data);
}

static void
on_note (FairEmergencySheet *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->note)));

  if (*text == '\0')
    return;
  fair_session_write_async (self->session, add_note, g_steal_pointer (&text), g_free, on_noted, g_object_ref (self));
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
  g_clear_weak_pointer (&self->opener);
  G_OBJECT_CLASS (fair_emergency_sheet_parent_class)->dispose (object);
}

static void
fair_emergency_sheet_finalize (GObject *object)
{
  FairEmergencySheet *self = FAIR_EMERGENCY_SHEET (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->steps, g_array_unref);
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
  const char *note = g_object_get_data (G_OBJECT (session), "fair-note");

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->opener, parent);
  gtk_editable_set_text (self->note, note == NULL ? "" : note);
  g_signal_connect_object (session, "notify::snapshot", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  fair_compat_present_sheet (GTK_WIDGET (self), _("When Something Fails"), parent, 760, 680);
}
