/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-health-report.h"

#include "fair-clock.h"
#include "fair-health-inputs.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

static int
compare_items (const void *a, const void *b)
{
  const FairVerdict *x = &((const FairHealthItem *) a)->verdict;
  const FairVerdict *y = &((const FairHealthItem *) b)->verdict;

  return x->state != y->state ? (int) y->state - (int) x->state : (int) x->rule - (int) y->rule;
}

static const FairRuleState *
find_state (const GArray *states, FairRule rule)
{
  for (guint i = 0; i < states->len; i++)
    if (g_str_equal (g_array_index (states, FairRuleState, i).rule, fair_rule_to_string (rule)))
      return &g_array_index (states, FairRuleState, i);
  return NULL;
}

/* The earliest that is known: when it was kept, and what the rule says itself. */
static gint64
find_since (const GArray *states, const FairVerdict *verdict, gint64 now)
{
  const FairRuleState *kept = find_state (states, verdict->rule);
  gint64 since = verdict->since == FAIR_TIME_UNKNOWN ? now : MIN (now, verdict->since);

  return kept != NULL && g_str_equal (kept->state, fair_health_state_to_string (verdict->state)) ? MIN (since, kept->since)
                                                                                               : since;
}

/**
 * fair_health_report_make:
 * @store: may be a reading connection; nothing of what is found is kept
 * @now: UTC seconds
 *
 * Judges every rule.
 *
 * Returns: (transfer full): the report
 */
FairHealthReport *
fair_health_report_make (FairStore *store, const FairProfile *profile, gint64 now, GError **error)
{
  g_autoptr (GArray) states = fair_store_load_rule_states (store, error);
  FairMonitorLimits limits = fair_health_limits (profile);
  g_auto (FairMonitorInputs) inputs = { 0 };
  FairHealthReport *self;

  if (states == NULL || !fair_health_gather (store, profile, now, &inputs, error))
    return NULL;
  self = g_new0 (FairHealthReport, 1);
  self->now = inputs.now;
  for (FairRule rule = 0; rule < FAIR_N_RULES; rule++)
    {
      FairHealthItem *item = &self->items[rule];

      item->verdict = fair_monitor_judge (rule, &inputs, &limits);
      item->since = find_since (states, &item->verdict, self->now);
      self->state = MAX (self->state, item->verdict.state);
    }
  qsort (self->items, FAIR_N_RULES, sizeof (FairHealthItem), compare_items);
  return self;
}

void
fair_health_report_free (FairHealthReport *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < FAIR_N_RULES; i++)
    fair_verdict_clear (&self->items[i].verdict);
  g_free (self);
}

/* What there is to keep of one rule, and what to tell of it. */
static void
note_item (const FairHealthItem *item, const FairRuleState *kept, gint64 now, GArray *states, GArray *changes)
{
  FairHealthState before = FAIR_HEALTH_NONE;
  FairHealthState after = item->verdict.state;
  FairRuleState state = {
    .rule = fair_rule_to_string (item->verdict.rule),
    .state = fair_health_state_to_string (after),
    .since = item->since,
    .checked_at = now,
  };

  if (kept != NULL)
    fair_health_state_parse (kept->state, &before);
  if (!fair_monitor_is_due (item->verdict.rule, before, after, kept == NULL ? FAIR_TIME_UNKNOWN : kept->worsened_at, now))
    return;
  g_array_append_val (states, state);
  if (fair_monitor_is_news (before, after))
    {
      FairStateChange change = {
        .rule = state.rule,
        .before = fair_health_state_to_string (before),
        .after = state.state,
        .changed_at = now,
        .sentence = g_strdup (item->verdict.sentence),
      };

      g_array_append_val (changes, change);
    }
}

/**
 * fair_health_report_note:
 * @store: a writing connection
 *
 * Keeps how the rules stand, so that a change is known once, whoever looks next.
 *
 * Returns: (transfer full) (element-type FairStateChange): what changed since it was kept last
 */
GArray *
fair_health_report_note (const FairHealthReport *self, FairStore *store, GError **error)
{
  g_autoptr (GArray) kept = fair_store_load_rule_states (store, error);
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (FairRuleState));
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (FairStateChange));

  g_array_set_clear_func (changes, (GDestroyNotify) fair_state_change_clear);
  if (kept == NULL)
    return NULL;
  for (guint i = 0; i < FAIR_N_RULES; i++)
    note_item (&self->items[i], find_state (kept, self->items[i].verdict.rule), self->now, states, changes);
  return fair_store_put_rule_states (store, states, changes, error) ? g_steal_pointer (&changes) : NULL;
}

/**
 * fair_health_report_count:
 *
 * Returns: how many rules are in @state, or worse
 */
guint
fair_health_report_count (const FairHealthReport *self, FairHealthState state)
{
  guint n = 0;

  for (guint i = 0; i < FAIR_N_RULES; i++)
    n += self->items[i].verdict.state >= state;
  return n;
}

/**
 * fair_health_report_summarize:
 *
 * Returns: (transfer full): one sentence for all
 */
char *
fair_health_report_summarize (const FairHealthReport *self)
{
  guint red = fair_health_report_count (self, FAIR_HEALTH_RED);
  guint orange = fair_health_report_count (self, FAIR_HEALTH_ORANGE) - red;
  guint yellow = fair_health_report_count (self, FAIR_HEALTH_YELLOW) - orange - red;

  if (red + orange == 0 && yellow > 0)
    return g_strdup_printf (ngettext ("Nothing needs you; %u thing is worth knowing.",
                                      "Nothing needs you; %u things are worth knowing.", yellow),
                            yellow);
  if (red + orange == 0)
    return g_strdup (_("All is well."));
  if (orange == 0)
    return g_strdup_printf (ngettext ("%u thing needs you at once.", "%u things need you at once.", red), red);
  if (red == 0)
    return g_strdup_printf (ngettext ("%u thing needs you this week.", "%u things need you this week.", orange), orange);
  return g_strdup_printf (_("Things that need you: %u at once, and %u this week."), red, orange);
}

static void
item_to_json (const FairHealthItem *item, JsonBuilder *builder)
{
  const FairVerdict *verdict = &item->verdict;

  json_builder_begin_object (builder);
  fair_json_text (builder, "rule", fair_rule_to_string (verdict->rule));
  fair_json_text (builder, "state", fair_health_state_to_string (verdict->state));
  fair_json_time (builder, "since_utc", item->since);
  fair_json_number (builder, "value", verdict->value);
  fair_json_number (builder, "threshold", verdict->limit);
  fair_json_text (builder, "unit", fair_rule_get_unit (verdict->rule));
  fair_json_text (builder, "frequency", fair_frequency_to_string (fair_rule_get_frequency (verdict->rule)));
  fair_json_text (builder, "sentence", verdict->sentence);
  json_builder_end_object (builder);
}

/**
 * fair_health_report_to_json:
 * @builder: inside an object
 */
void
fair_health_report_to_json (const FairHealthReport *self, JsonBuilder *builder)
{
  fair_json_text (builder, "state", fair_health_state_to_string (self->state));
  fair_json_time (builder, "looked_at_utc", self->now);
  json_builder_set_member_name (builder, "rules");
  json_builder_begin_array (builder);
  for (guint i = 0; i < FAIR_N_RULES; i++)
    item_to_json (&self->items[i], builder);
  json_builder_end_array (builder);
}

static gboolean
needs_person (const FairStateChange *change)
{
  FairHealthState after = FAIR_HEALTH_NONE;

  fair_health_state_parse (change->after, &after);
  return after >= FAIR_HEALTH_ORANGE;
}

/**
 * fair_health_watch:
 * @store: a writing connection
 * @notes: (nullable) (element-type utf8): gets a sentence for each rule that has become orange or red
 *
 * Judges and keeps, as a run does at its end and the daily upkeep does. A watch that cannot be kept takes nothing from
 * the work that it watches: the notes tell that, too.
 */
void
fair_health_watch (FairStore *store, const FairProfile *profile, GPtrArray *notes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairHealthReport) report = fair_health_report_make (store, profile, fair_clock_now (profile->clock), &error);
  g_autoptr (GArray) changes = report == NULL ? NULL : fair_health_report_note (report, store, &error);

  if (notes == NULL)
    return;
  if (changes == NULL)
    g_ptr_array_add (notes, g_strdup_printf (_("The watch over the program's health could not be kept: %s"),
                                             error->message));
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    if (needs_person (&g_array_index (changes, FairStateChange, i)))
      g_ptr_array_add (notes, g_strdup (g_array_index (changes, FairStateChange, i).sentence));
}
