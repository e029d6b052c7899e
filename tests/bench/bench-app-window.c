/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window under load: time to the first frame, the length of main-loop iterations during a run and while every page
 * is gone to, and resident memory. Its arguments are those of the window; the run is started by itself.
 * FAIR_BENCH_START holds the monotonic time in microseconds at which whoever started this program did so. */
#include "fair-application.h"
#include "fair-window.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAX_ITERATIONS 2000000
#define PAGE_INTERVAL  1500 /* ms on each page */

static const char *const pages[] = { "week", "performance", "ratings", "health", "model", "week" };

/* One measurement a program: the poll function takes no data. */
static struct
{
  gint64  woke;       /* when the last poll returned */
  gint64 *iterations; /* microseconds between two polls */
  guint   n;
  GtkApplication *application;
  guint   page;
  gboolean ran;
} bench;

static int
timed_poll (GPollFD *fds, guint n, int timeout)
{
  int result;

  if (bench.woke != 0 && bench.n < MAX_ITERATIONS)
    bench.iterations[bench.n++] = g_get_monotonic_time () - bench.woke;
  result = g_poll (fds, n, timeout);
  bench.woke = g_get_monotonic_time ();
  return result;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static double
resident_mb (void)
{
  g_autofree char *text = NULL;
  long pages_total;
  long resident = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) && sscanf (text, "%ld %ld", &pages_total, &resident) != 2)
    return 0;
  return resident * (double) sysconf (_SC_PAGESIZE) / 1e6;
}

static void
report (const char *what)
{
  if (bench.n == 0)
    return;
  qsort (bench.iterations, bench.n, sizeof *bench.iterations, compare);
  printf ("%-28s %6u iterations, p50 %.2f ms, p99 %.2f ms, longest %.1f ms; %.0f MB resident\n", what, bench.n,
          bench.iterations[bench.n / 2] / 1e3, bench.iterations[(guint) (0.99 * bench.n)] / 1e3,
          bench.iterations[bench.n - 1] / 1e3, resident_mb ());
  bench.n = 0;
}

static gboolean
on_page (gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (bench.application);

  if (bench.page > 0)
    report (pages[bench.page - 1]);
  if (bench.page == G_N_ELEMENTS (pages))
    {
      gtk_window_close (window);
      return G_SOURCE_REMOVE;
    }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", pages[bench.page++]);
  return G_SOURCE_CONTINUE;
}

static void
on_finished (FairSession *session, gpointer outcome, GError *error, gpointer data)
{
  if (error != NULL)
    printf ("the run failed: %s\n", error->message);
  report ("run");
  g_timeout_add (PAGE_INTERVAL, on_page, NULL);
}

static void
on_painted (GdkFrameClock *clock, gpointer data)
{
  const char *start = g_getenv ("FAIR_BENCH_START");
  FairSession *session = fair_window_get_session (FAIR_WINDOW (data));

  g_signal_handlers_disconnect_by_func (clock, on_painted, data);
  if (start != NULL)
    printf ("first frame after %.0f ms, %.0f MB resident\n",
            (g_get_monotonic_time () - g_ascii_strtoll (start, NULL, 10)) / 1e3, resident_mb ());
  g_signal_connect (session, "finished", G_CALLBACK (on_finished), NULL);
  bench.n = 0;
  if (g_getenv ("FAIR_BENCH_NO_RUN") == NULL)
    gtk_widget_activate_action (data, "win.run-week", NULL);
  else
    g_timeout_add (PAGE_INTERVAL, on_page, NULL);
}

static void
on_window (GtkApplication *application, GtkWindow *window, gpointer data)
{
  gtk_widget_realize (GTK_WIDGET (window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint", G_CALLBACK (on_painted), window);
}

int
main (int argc, char **argv)
{
  g_autoptr (FairApplication) application = fair_application_new ();

  setvbuf (stdout, NULL, _IOLBF, 0);
  bench.iterations = g_new (gint64, MAX_ITERATIONS);
  bench.application = GTK_APPLICATION (application);
  g_main_context_set_poll_func (NULL, timed_poll);
  g_signal_connect_after (application, "window-added", G_CALLBACK (on_window), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
