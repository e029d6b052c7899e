/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-toast.h"

#include "fair-window-words.h"

/* What fits on a line in the narrowest window, and how long the rest takes to read. */
#define SHORT_MESSAGE 50
#define LONG_TIMEOUT  10 /* s */

/**
 * fair_toast_new:
 * @message: a sentence, or a few
 *
 * Returns: (transfer full): a toast that shows the whole message: the end of a sentence says what to do
 */
AdwToast *
fair_toast_new (const char *message)
{
  g_autofree char *words = fair_window_words (message);
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  AdwToast *toast = adw_toast_new (escaped);
  GtkWidget *label;

  if (g_utf8_strlen (words, -1) <= SHORT_MESSAGE)
    return toast;
  label = gtk_label_new (words);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 70);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_timeout (toast, LONG_TIMEOUT);
  return toast;
}
