/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-weekly.h"

#include "fair-error.h"
#include "fair-file.h"
#include "fair-judgement.h"
#include "fair-model-run.h"
#include "fair-moved-picks.h"
#include "fair-picks-csv.h"
#include "fair-pricer.h"
#include "fair-publisher.h"
#include "fair-record.h"
#include "fair-scoring.h"
#include "fair-store-book.h"
#include "fair-store-ledger.h"
#include "fair-store-model.h"
#include "fair-week-plan.h"
#include "fair-week-present.h"
#include "fair-weekly-notes.h"
#include "fair-weekly-resume.h"

#include <glib/gi18n-lib.h>

/* More than three seasons of weeks. */
#define KEPT_FITS 60

/* The job while it runs. */
typedef struct
{
  const FairWeeklyJob *job;
  FairWeeklyResult    *result; /* strong */
  FairResumePoint      resume;
  gint64               now; /* the run's freeze */
  FairBook            *book;
  FairPolicy          *policy;
  FairModelRegistry   *registry;
  GArray              *plans;       /* of FairWeekPlan: replayed weeks, and last the week itself */
  GArray              *predictions; /* of FairPrediction, in the order of the plans */
  FairCircumstances    known;
  GArray              *unadjusted;  /* nullable, of FairPick: the week without a person's adjustments */
} Job;

typedef gboolean (*StageFunc) (Job *job, FairRunStage *record, GError **error);

void
fair_weekly_result_free (FairWeeklyResult *self)
{
  g_clear_pointer (&self->picks, g_array_unref);
  g_clear_pointer (&self->published, g_ptr_array_unref);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->caveats);
  g_ptr_array_unref (self->kept);
  g_free (self);
}

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->result, fair_weekly_result_free);
  g_clear_pointer (&job->book, fair_book_unref);
  g_clear_pointer (&job->policy, fair_policy_free);
  g_clear_pointer (&job->registry, fair_model_registry_free);
  g_clear_pointer (&job->plans, g_array_unref);
  g_clear_pointer (&job->predictions, g_array_unref);
  g_clear_pointer (&job->unadjusted, g_array_unref);
}

/* A replay is made from what was known at its freezes, which nothing that fails today makes older. */
static gboolean
measure_age (Job *job, GError **error)
{
  if (job->job->known != NULL)
    job->known = *job->job->known;
  else if (!fair_circumstances_measure (&job->known, job->job->store, &job->result->week, job->job->sync, error))
    return FALSE;
  /* What came later is nothing to a run that is made again. */
  if (job->job->options->again)
    {
      job->known.schedule_time = MIN (job->known.schedule_time, job->now);
      job->known.lines_time = MIN (job->known.lines_time, job->now);
    }
  job->result->data_time = fair_circumstances_get_time (&job->known);
  if (job->result->replay)
    job->known = (FairCircumstances) { FALSE, job->now, job->now };
  job->result->data_stale = fair_circumstances_is_old (job->result->data_time, job->now) && !job->result->replay;
  job->result->degraded = job->result->degraded || job->result->data_stale;
  fair_weekly_note_age (job->result, &job->known, job->now);
  return TRUE;
}

static gboolean
choose_week (Job *job, GError **error)
{
  FairWeek present;

  if (job->job->options->has_week)
    {
      job->result->week = job->job->options->week;
      return TRUE;
    }
  job->result->idle = !fair_week_present (job->book, job->now, &present);
  return fair_week_plan_choose (job->book, job->now, &job->result->week, error);
}

/* A clock that was set back is a fault, unless the week was asked for by name. */
static void
note_week (Job *job, const FairWeekPlan *plan)
{
  g_autofree char *now = fair_time_format (job->now);

  if (job->result->idle)
    fair_weekly_note (job->result, _("No game that is stored is still to be played, so there is nothing to pick; the next "
                                     "season's games are picked when their schedule is out."));
  else if (plan->replay && plan->hindsight)
    {
      fair_weekly_note (job->result,
                        _("The clock says %s, but results of later games are stored, so these picks are a replay and leave the "
                          "live record and the newest picks file alone; set the clock."),
                        now);
      job->result->degraded = job->result->degraded || !job->job->options->has_week;
    }
  else if (!job->job->options->has_week)
    fair_week_note_others (job->book, &job->result->week, job->now, job->result->notes);
}

static gboolean
plan_weeks (Job *job, GError **error)
{
  FairWeekPlan *week;

  job->plans = fair_week_plan_all (job->job->store, job->book, &job->result->week, job->now, error);
  if (job->plans == NULL)
    return FALSE;
  week = &g_array_index (job->plans, FairWeekPlan, job->plans->len - 1);
  week->replay = week->replay && !(week->hindsight && job->job->options->again);
  job->result->n_replayed_weeks = job->plans->len - 1;
  job->result->replay = week->replay;
  note_week (job, week);
  return TRUE;
}

/* Where the run before is taken up, its freeze is this run's. Over another week there is nothing of it to take up, and
 * the freeze is now. */
static gboolean
choose_week_and_freeze (Job *job, GError **error)
{
  gint64 now = job->now;

  if (job->resume.done > FAIR_RESUME_NOTHING)
    job->now = job->resume.as_of;
  if (!choose_week (job, error))
    return FALSE;
  if (job->resume.done == FAIR_RESUME_NOTHING || fair_week_compare (&job->resume.week, &job->result->week) == 0)
    return TRUE;
  job->resume.done = FAIR_RESUME_NOTHING;
  job->now = now;
  return choose_week (job, error);
}

static gboolean
load (Job *job, GError **error)
{
  job->book = fair_store_load_book (job->job->store, error);
  job->registry = job->book == NULL ? NULL : fair_model_registry_load_at (job->job->store, job->now, error);
  return job->registry != NULL && fair_model_registry_check (job->registry, error);
}

static gboolean
note_moved_picks (Job *job, GError **error)
{
  g_autofree char *moved = NULL;

  if (!fair_moved_picks_describe (job->job->store, job->book, job->now, &moved, error))
    return FALSE;
  if (moved != NULL)
    fair_weekly_note (job->result, "%s", moved);
  return TRUE;
}

/* Everything that the stages after the sync need to know first. */
static gboolean
prepare (Job *job, GError **error)
{
  return load (job, error) && choose_week_and_freeze (job, error) && plan_weeks (job, error)
         && fair_store_set_run_week (job->job->store, job->job->run, &job->result->week, job->now, error)
         && measure_age (job, error)
         && note_moved_picks (job, error);
}

static gboolean
settle_record (Job *job, guint *n_changed, GError **error)
{
  return fair_record_settle (job->job->store, job->book, job->now, n_changed, error);
}

static gboolean
settle (Job *job, FairRunStage *record, GError **error)
{
  if (!settle_record (job, &job->result->n_settled, error))
    return FALSE;
  record->count = job->result->n_settled;
  return TRUE;
}

static GArray *
collect_requests (Job *job)
{
  GArray *requests = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));

  for (guint i = 0; i < job->plans->len; i++)
    {
      FairWeekPlan *plan = &g_array_index (job->plans, FairWeekPlan, i);

      plan->first = requests->len;
      g_array_append_vals (requests, plan->requests->data, plan->requests->len);
    }
  return requests;
}

static FairModelRun
model_run (Job *job, GArray *requests)
{
  return (FairModelRun) {
    .job = job->job,
    .registry = job->registry,
    .book = job->book,
    .week = job->result->week,
    .requests = requests,
    .now = job->now,
  };
}

/* Runs the model whose predictions are published over all weeks of the plan; its predictions are the job's. */
static FairFitting *
run_champion (Job *job, const FairModelRun *models, GError **error)
{
  FairFitting *made = fair_model_run_champion (models, error);

  if (made == NULL)
    return NULL;
  g_strlcpy (job->result->model_id, made->fit.model_id, sizeof job->result->model_id);
  g_array_append_vals (job->predictions, made->predictions->data, made->predictions->len);
  return made;
}

static gboolean
fit (Job *job, FairRunStage *record, GError **error)
{
  g_autoptr (GArray) requests = collect_requests (job);
  FairModelRun models = model_run (job, requests);
  g_autoptr (FairFitting) made = run_champion (job, &models, error);
  const FairRating *ratings;
  guint n;

  if (made == NULL)
    return FALSE;
  if (!fair_model_run_is_faithful (&models, made))
    fair_weekly_note (job->result,
                      _("The kept model %s could not be built again to the same numbers, since data of before its freeze or "
                        "the program have changed; it is used as it comes out now."),
                      job->registry->kept->model_id);
  ratings = fair_forecast_ratings (made->forecast, &n);
  record->count = n;
  record->note = g_strdup (job->result->model_id);
  return fair_store_put_ratings (job->job->store, job->result->model_id, job->now, ratings, n, error)
         && fair_store_put_fit (job->job->store, &made->fit, NULL, error);
}

static gboolean
predict (Job *job, FairRunStage *record, GError **error)
{
  g_autoptr (GArray) requests = collect_requests (job);
  FairModelRun models = model_run (job, requests);

  record->count = job->predictions->len;
  return fair_store_put_predictions (job->job->store, job->result->model_id,
                                     (const FairPrediction *) (gpointer) job->predictions->data, job->predictions->len,
                                     job->now, error)
         && fair_model_run_challengers (&models, error);
}

/* Adjustments, circumstances and earlier picks are of the week itself; a replay or a preview is the model's alone. */
static GArray *
price_plan (Job *job, const FairWeekPlan *plan, gboolean adjusted, GError **error)
{
  g_autoptr (GArray) earlier = NULL;
  g_autoptr (FairScoreShape) shape = fair_scoring_learn (fair_view_at (job->book, job->now), plan->week.season);
  FairPriceTerms terms = { .book = job->book, .policy = job->policy, .shape = shape, .model_id = job->result->model_id };
  const FairPrediction *predictions = &g_array_index (job->predictions, FairPrediction, plan->first);

  if (!adjusted || plan->replay)
    return fair_price_games (&terms, predictions, plan->requests->len);
  terms.lines_stale = fair_circumstances_is_old (job->known.lines_time, job->now);
  terms.data_old = fair_circumstances_is_old (job->known.schedule_time, job->now);
  terms.cached = job->known.cached;
  earlier = fair_record_picks_of (job->job->store, &plan->week, error);
  if (earlier == NULL)
    return NULL;
  terms.earlier = earlier;
  g_clear_pointer (&job->unadjusted, g_array_unref);
  return fair_judgement_price (job->job->store, &terms, predictions, plan->requests->len, &job->unadjusted, error);
}

static char *
picks_to_text (GArray *picks)
{
  g_autoptr (GBytes) csv = fair_picks_to_csv ((const FairPick *) (gpointer) picks->data, picks->len);

  return g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
}

static gboolean
publish (Job *job, const FairWeekPlan *plan, GArray *picks, FairPublication *publication, GError **error)
{
  GArray *unadjusted = picks == job->result->picks ? job->unadjusted : NULL;
  g_autofree char *csv = unadjusted == NULL ? NULL : picks_to_text (unadjusted);
  g_autofree char *settings = fair_profile_print_policy (job->job->profile);
  g_autofree char *policy = fair_circumstances_print (&job->known, settings);

  *publication = (FairPublication) {
    .week = plan->week,
    .replay = plan->replay,
    .frozen_at = job->now,
    .published_at = job->now,
  };
  g_strlcpy (publication->model_id, job->result->model_id, sizeof publication->model_id);
  return fair_store_publish (job->job->store, publication, (const FairPick *) (gpointer) picks->data, picks->len,
                             policy, csv, error);
}

static gboolean
price (Job *job, FairRunStage *record, GError **error)
{
  const FairWeekPlan *plan = &g_array_index (job->plans, FairWeekPlan, job->plans->len - 1);

  job->result->picks = price_plan (job, plan, TRUE, error);
  if (job->result->picks == NULL)
    return FALSE;
  record->count = fair_pick_count (job->result->picks);
  return TRUE;
}

/* The replayed weeks go through the same check and into the same chain. */
static gboolean
publish_replays (Job *job, GError **error)
{
  FairPublication publication;
  FairPicksCheck checked;
  guint n_changed;

  for (guint i = 0; i + 1 < job->plans->len; i++)
    {
      const FairWeekPlan *plan = &g_array_index (job->plans, FairWeekPlan, i);
      g_autoptr (GArray) picks = price_plan (job, plan, FALSE, error);

      if (!fair_picks_check (job->book, &plan->week, (const FairPick *) (gpointer) picks->data, picks->len, &checked,
                             error)
          || !publish (job, plan, picks, &publication, error))
        return FALSE;
    }
  return job->plans->len < 2 || settle_record (job, &n_changed, error);
}

/* What is published of the week, by an earlier run, is this run's. */
static gboolean
take_published (Job *job, const FairResumePoint *point, GError **error)
{
  g_clear_pointer (&job->result->picks, g_array_unref);
  job->now = point->as_of;
  job->result->picks = fair_store_load_picks (job->job->store, point->publication, error);
  job->result->version = point->version;
  g_strlcpy (job->result->chain_hash, point->chain_hash, sizeof job->result->chain_hash);
  return job->result->picks != NULL;
}

static gboolean
publish_week (Job *job, const FairWeekPlan *plan, gint64 *id, GError **error)
{
  FairPublication publication;
  FairResumePoint better;
  guint n_picks = fair_pick_count (job->result->picks);

  if (!fair_resume_find_better (job->job, &plan->week, n_picks, &better, error))
    return FALSE;
  if (better.done == FAIR_RESUME_AFTER_CHECK)
    {
      *id = better.publication;
      fair_weekly_note (job->result,
                        _("Nothing has come since version %d of this week, which has more picks than could be made now, so "
                          "it stays."),
                        better.version);
      return take_published (job, &better, error);
    }
  if (!publish (job, plan, job->result->picks, &publication, error))
    return FALSE;
  *id = publication.id;
  job->result->version = publication.version;
  g_strlcpy (job->result->chain_hash, publication.chain_hash, sizeof job->result->chain_hash);
  return TRUE;
}

static gboolean
check (Job *job, FairRunStage *record, GError **error)
{
  const FairWeekPlan *plan = &g_array_index (job->plans, FairWeekPlan, job->plans->len - 1);
  guint n_changed;
  gint64 id;

  if (!fair_picks_check (job->book, &plan->week, (const FairPick *) (gpointer) job->result->picks->data,
                         job->result->picks->len, &job->result->check, error)
      || !publish_replays (job, error))
    return FALSE;
  record->count = job->result->check.n_games;
  /* Each run of an off-season would else replay the last week once more. */
  if (!job->result->idle || !plan->published)
    {
      if (!publish_week (job, plan, &id, error))
        return FALSE;
      record->note = g_strdup_printf ("%" G_GINT64_FORMAT, id);
    }
  fair_weekly_note_conflicts (job->result);
  return fair_store_prune_fits (job->job->store, KEPT_FITS, NULL, error)
         && (!plan->replay || settle_record (job, &n_changed, error));
}

static char *
dated_name (Job *job)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (job->now);
  g_autofree char *stamp = g_date_time_format (time, "%Y%m%dT%H%M%SZ");
  const FairWeek *week = &job->result->week;

  return g_strdup_printf ("fair-catch-picks-%d-%s-week-%02d-v%d-%s.csv", week->season,
                          fair_season_type_to_string (week->type), week->week, job->result->version, stamp);
}

static gboolean
export (Job *job, FairRunStage *record, GError **error)
{
  const FairPaths *paths = job->job->profile->paths;
  g_autofree char *outbox = fair_profile_outbox (job->job->profile);
  g_auto (GStrv) folders = fair_profile_folders (job->job->profile);
  g_autofree char *name = dated_name (job);
  g_autoptr (GBytes) csv = fair_picks_to_csv ((const FairPick *) (gpointer) job->result->picks->data,
                                              job->result->picks->len);

  /* Our own folder is ours to make; a folder that the person chose is not. */
  if (g_str_equal (folders[0], paths->exports) && !fair_file_make_folder (paths->exports, error))
    return FALSE;
  /* What was replayed for the record is nobody's pick. */
  if (job->result->idle)
    g_array_set_size (job->result->picks, 0);
  job->result->published
    = job->result->idle ? fair_publish_queued (outbox, (const char *const *) folders, error)
                        : fair_publish (outbox, (const char *const *) folders,
                                        job->result->replay ? NULL : "fair-catch-picks.csv", name, csv, error);
  if (job->result->published == NULL)
    return FALSE;
  fair_published_tell (job->result->published, job->result->notes);
  record->count = job->result->published->len;
  return TRUE;
}

/* What an earlier run did, and this one need not do again. What it made is noted again: should this run fail, too, the
   next one looks here. */
static gboolean
keep_stage (Job *job, const char *name, GError **error)
{
  g_autofree char *publication = g_strdup_printf ("%" G_GINT64_FORMAT, job->resume.publication);
  FairRunStage record = {
    .stage = name,
    .status = "kept",
    .started_at = job->now,
    .ended_at = job->now,
    .note = g_str_equal (name, "fit")     ? job->result->model_id
            : g_str_equal (name, "check") ? publication
                                          : NULL,
  };

  g_ptr_array_add (job->result->kept, (gpointer) name);
  return fair_store_put_run_stage (job->job->store, job->job->run, &record, error);
}

static gboolean
do_stage (Job *job, const char *name, StageFunc func, GError **error)
{
  g_autoptr (FairClock) clock = fair_clock_new_system ();
  FairRunStage record = { .stage = name, .status = "running", .ended_at = FAIR_TIME_UNKNOWN };
  g_autoptr (GError) failure = NULL;
  gboolean done;

  fair_progress_set_stage (job->job->progress, name);
  record.started_at = fair_clock_now (clock);
  if (g_cancellable_set_error_if_cancelled (job->job->cancellable, error)
      || !fair_store_put_run_stage (job->job->store, job->job->run, &record, error))
    return FALSE;
  done = func (job, &record, &failure);
  record.status = done ? "done" : "failed";
  record.ended_at = fair_clock_now (clock);
  record.error = failure == NULL ? NULL : g_strdup (failure->message);
  if (!fair_store_put_run_stage (job->job->store, job->job->run, &record, failure == NULL ? error : NULL))
    done = FALSE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  fair_run_stage_clear (&record);
  return done;
}

/* In their order, and how far an earlier run must have come to make each needless. */
static const struct
{
  const char     *name;
  StageFunc       func;
  FairResumeStage kept_from;
} stages[] = {
  { "settle", settle, FAIR_RESUME_AFTER_SETTLE }, { "fit", fit, FAIR_RESUME_AFTER_PREDICT },
  { "predict", predict, FAIR_RESUME_AFTER_PREDICT }, { "price", price, FAIR_RESUME_AFTER_CHECK },
  { "check", check, FAIR_RESUME_AFTER_CHECK }, { "export", export, FAIR_RESUME_NEVER },
};

/* Games of the week itself that the backup model predicted. */
static guint
count_fallbacks (Job *job)
{
  const FairWeekPlan *plan = &g_array_index (job->plans, FairWeekPlan, job->plans->len - 1);
  guint n = 0;

  for (guint i = plan->first; i < plan->first + plan->requests->len && i < job->predictions->len; i++)
    n += g_array_index (job->predictions, FairPrediction, i).fallback;
  return n;
}

static gboolean
do_stages (Job *job, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      gboolean kept = stages[i].kept_from <= job->resume.done;

      if (!(kept ? keep_stage (job, stages[i].name, error)
                 : do_stage (job, stages[i].name, stages[i].func, error)))
        return FALSE;
    }
  fair_weekly_note_fallback (job->result, count_fallbacks (job));
  return TRUE;
}

/* Brings back what the stages that are kept had made. */
static gboolean
take_up (Job *job, GError **error)
{
  fair_weekly_note_model (job->result, job->registry);
  fair_weekly_note_policy (job->result, job->job->profile->settings);
  if (job->resume.done >= FAIR_RESUME_AFTER_PREDICT)
    {
      g_autoptr (GArray) requests = collect_requests (job);

      g_strlcpy (job->result->model_id, job->resume.model_id, sizeof job->result->model_id);
      if (!fair_resume_predictions (&job->resume, job->job->store, job->book, requests, job->predictions, error))
        return FALSE;
    }
  return job->resume.done < FAIR_RESUME_AFTER_CHECK || take_published (job, &job->resume, error);
}

static void
job_start (Job *job, const FairWeeklyJob *weekly)
{
  *job = (Job) { .job = weekly, .now = fair_clock_now (weekly->profile->clock) };
  job->result = g_new0 (FairWeeklyResult, 1);
  job->result->notes = g_ptr_array_new_with_free_func (g_free);
  job->result->caveats = g_ptr_array_new ();
  job->result->kept = g_ptr_array_new ();
  job->predictions = g_array_new (FALSE, FALSE, sizeof (FairPrediction));
  job->policy = fair_profile_load_policy (weekly->profile);
}

/**
 * fair_weekly_run:
 *
 * The weekly job after its sync: settle, fit, predict, price, check, export, each written to the run table. Where the
 * run before failed over the same week a short while ago and nothing new has come since, only what it had not done is
 * done.
 *
 * Returns: (transfer full): what was made, or NULL with what went wrong; nothing is exported then
 */
FairWeeklyResult *
fair_weekly_run (const FairWeeklyJob *weekly, GError **error)
{
  FairWeeklyResult *result = NULL;
  Job job;

  job_start (&job, weekly);
  fair_weekly_note_sync (job.result, weekly->sync);
  if (fair_resume_find (weekly, job.now, &job.resume, error) && prepare (&job, error) && take_up (&job, error)
      && do_stages (&job, error))
    result = g_steal_pointer (&job.result);
  job_clear (&job);
  return result;
}

/**
 * fair_weekly_preview:
 *
 * The week's picks from what has been fetched so far, while the rest is still on its way. Nothing is published or
 * recorded.
 *
 * Returns: (transfer full) (element-type FairPick): provisional picks, or NULL with an error
 */
GArray *
fair_weekly_preview (const FairWeeklyJob *weekly, GError **error)
{
  g_autoptr (GArray) requests = NULL;
  g_autoptr (FairFitting) made = NULL;
  FairModelRun models;
  GArray *picks = NULL;
  FairWeekPlan plan;
  Job job;

  job_start (&job, weekly);
  if (load (&job, error) && choose_week (&job, error))
    {
      plan = fair_week_plan_make (job.book, &job.result->week, job.now);
      job.plans = g_array_new (FALSE, FALSE, sizeof plan);
      g_array_set_clear_func (job.plans, (GDestroyNotify) fair_week_plan_clear);
      g_array_append_val (job.plans, plan);
      requests = collect_requests (&job);
      models = model_run (&job, requests);
      made = run_champion (&job, &models, error);
      picks = made == NULL ? NULL : price_plan (&job, &plan, FALSE, error);
    }
  job_clear (&job);
  return picks;
}
