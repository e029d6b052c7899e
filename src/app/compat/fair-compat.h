/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs between GTK 4.8 with libadwaita 1.2 and today's: the only place that asks for versions. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairFileChoice:
 *
 * What kind of place a person is asked for.
 */
typedef enum
{
  FAIR_FILE_OPEN,
  FAIR_FILE_SAVE,
  FAIR_FILE_FOLDER,
} FairFileChoice;

/**
 * FairCompatAnswer:
 *
 * One answer to a question: @id is what fair_compat_ask_finish() returns, @label has a mnemonic.
 */
typedef struct
{
  const char *id;
  const char *label;
  gboolean    suggested;
  gboolean    destructive;
} FairCompatAnswer;

void       fair_compat_choose_file_async  (GtkWidget *parent, FairFileChoice choice, const char *title,
                                           const char *name, GAsyncReadyCallback callback, gpointer data);
GFile     *fair_compat_choose_file_finish (GAsyncResult *result, GError **error);

GtkWidget *fair_compat_ask_async          (GtkWidget *parent, const char *heading, const char *body,
                                           const FairCompatAnswer *answers, GAsyncReadyCallback callback,
                                           gpointer data);
char      *fair_compat_ask_finish         (GAsyncResult *result);
void       fair_compat_end_question       (GtkWidget *question);

GtkWidget *fair_compat_split_new          (GtkWidget *sidebar, GtkWidget *content);
void       fair_compat_split_set_shown    (GtkWidget *split, gboolean shown);
gboolean   fair_compat_split_get_shown    (GtkWidget *split);
gboolean   fair_compat_split_is_folded    (GtkWidget *split);
const char *fair_compat_split_get_notify  (void);

void       fair_compat_present_sheet      (GtkWidget *child, const char *title, GtkWidget *parent, int width,
                                           int height);
void       fair_compat_close_sheet        (GtkWidget *child);
void       fair_compat_present_shortcuts  (const char *resource, GtkWindow *parent);
void       fair_compat_present_about      (GtkWindow *parent, const char *icon, const char *version);
GtkWidget *fair_compat_spinner_new        (void);
void       fair_compat_announce           (GtkWidget *widget, const char *message);
void       fair_compat_get_color          (GtkWidget *widget, GdkRGBA *out);
void       fair_compat_align_title        (GtkColumnView *view, guint column);
void       fair_compat_scroll_to_row      (GtkColumnView *view, guint row);

G_END_DECLS
