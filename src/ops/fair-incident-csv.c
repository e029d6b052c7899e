/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-incident-csv.h"

#include "fair-csv.h"
#include "fair-store-watch.h"

/**
 * fair_incidents_to_csv:
 * @incidents: (element-type FairStateChange): what happened, in order
 *
 * Returns: (transfer full): a table that any office program opens
 */
GBytes *
fair_incidents_to_csv (const GArray *incidents)
{
  static const char *const header[] = { "time_utc", "rule", "before", "after", "sentence", NULL };
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();

  fair_csv_writer_header (writer, header);
  for (guint i = 0; i < incidents->len; i++)
    {
      const FairStateChange *change = &g_array_index (incidents, FairStateChange, i);

      fair_csv_writer_time (writer, change->changed_at);
      fair_csv_writer_text (writer, change->rule);
      fair_csv_writer_text (writer, change->before);
      fair_csv_writer_text (writer, change->after);
      fair_csv_writer_text (writer, change->sentence);
      fair_csv_writer_end_row (writer);
    }
  return fair_csv_writer_finish (writer);
}
