/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-application.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (FairApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, FAIR_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("faircatch");
  application = fair_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
