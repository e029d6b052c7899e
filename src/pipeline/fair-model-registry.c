/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-model-registry.h"

#include "fair-error.h"
#include "fair-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The newest choice that was made by @as_of decides about a rollback, the newest promotion about the champion. */
static gboolean
read_choices (FairModelRegistry *self, gint64 as_of, GError **error)
{
  self->champion = FAIR_DESIGN_FULL;
  for (guint i = 0; i < self->choices->len; i++)
    {
      const FairModelChoice *choice = &g_array_index (self->choices, FairModelChoice, i);

      if (choice->made_at > as_of)
        continue;
      self->rollback = choice->kind == FAIR_CHOICE_ROLLBACK ? choice : NULL;
      if (choice->kind == FAIR_CHOICE_PROMOTE && !fair_design_from_string (choice->design, &self->champion, error))
        return FALSE;
    }
  if (self->rollback != NULL)
    self->kept = fair_model_registry_find (self, self->rollback->model_id);
  return TRUE;
}

/**
 * fair_model_registry_load:
 *
 * Returns: (transfer full): the registry of @store as it is now
 */
FairModelRegistry *
fair_model_registry_load (FairStore *store, GError **error)
{
  return fair_model_registry_load_at (store, G_MAXINT64, error);
}

/**
 * fair_model_registry_load_at:
 * @as_of: UTC seconds; what was chosen later does not count
 *
 * Returns: (transfer full): the registry of @store, with the choices that were in force at @as_of
 */
FairModelRegistry *
fair_model_registry_load_at (FairStore *store, gint64 as_of, GError **error)
{
  g_autoptr (FairModelRegistry) self = g_new0 (FairModelRegistry, 1);

  self->fits = fair_store_list_fits (store, error);
  self->choices = self->fits == NULL ? NULL : fair_store_list_choices (store, error);
  if (self->choices == NULL || !read_choices (self, as_of, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
fair_model_registry_free (FairModelRegistry *self)
{
  g_clear_pointer (&self->fits, g_array_unref);
  g_clear_pointer (&self->choices, g_array_unref);
  g_free (self);
}

/**
 * fair_model_registry_find:
 *
 * Returns: (transfer none) (nullable): the kept fit of that name
 */
const FairModelFit *
fair_model_registry_find (const FairModelRegistry *self, const char *model_id)
{
  for (guint i = 0; i < self->fits->len; i++)
    {
      const FairModelFit *fit = &g_array_index (self->fits, FairModelFit, i);

      if (g_str_equal (fit->model_id, model_id))
        return fit;
    }
  return NULL;
}

/* The champion's newest own fit with a freeze before @before. */
static const FairModelFit *
find_before (const FairModelRegistry *self, gint64 before)
{
  for (guint i = 0; i < self->fits->len; i++)
    {
      const FairModelFit *fit = &g_array_index (self->fits, FairModelFit, i);

      if (g_str_equal (fit->design, fair_design_to_string (self->champion)) && *fit->origin == '\0'
          && fit->freeze < before)
        return fit;
    }
  return NULL;
}

/**
 * fair_model_registry_newest:
 *
 * Returns: (transfer none) (nullable): the champion's newest fit of its own
 */
const FairModelFit *
fair_model_registry_newest (const FairModelRegistry *self)
{
  return find_before (self, G_MAXINT64);
}

/**
 * fair_model_registry_last_week:
 * @now: UTC seconds
 *
 * Returns: (transfer none) (nullable): the champion's newest fit from before this week's Tuesday
 */
const FairModelFit *
fair_model_registry_last_week (const FairModelRegistry *self, gint64 now)
{
  return find_before (self, fair_freeze_before (now));
}

/**
 * fair_model_registry_check:
 *
 * Returns: FALSE with %FAIR_ERROR_FAILED where the model that people rolled back to is not there any more
 */
gboolean
fair_model_registry_check (const FairModelRegistry *self, GError **error)
{
  if (self->rollback == NULL || self->kept != NULL)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("The model %s that was rolled back to is not kept any more; go on with the newest by “fair model "
                 "resume”."),
               self->rollback->model_id);
  return FALSE;
}

/**
 * fair_model_registry_publishes:
 *
 * Returns: whether @fit is made in the way in which runs publish now
 */
gboolean
fair_model_registry_publishes (const FairModelRegistry *self, const FairModelFit *fit)
{
  if (self->kept != NULL)
    return g_str_equal (fit->origin, self->kept->model_id);
  return *fit->origin == '\0' && g_str_equal (fit->design, fair_design_to_string (self->champion));
}

static double
get_number (JsonObject *scores, const char *market, const char *name)
{
  JsonObject *object;
  JsonNode *node;

  if (!json_object_has_member (scores, market))
    return NAN;
  object = json_object_get_object_member (scores, market);
  node = object == NULL ? NULL : json_object_get_member (object, name);
  return node == NULL || json_node_is_null (node) ? NAN : json_node_get_double (node);
}

/**
 * fair_fit_headline:
 *
 * Returns: the first numbers of a fit's scores
 */
FairFitHeadline
fair_fit_headline (const FairModelFit *fit)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  FairFitHeadline headline = { 0, NAN, NAN, NAN, NAN };
  JsonObject *scores;
  double n;

  if (!json_parser_load_from_data (parser, fit->scores, -1, NULL) || json_parser_get_root (parser) == NULL
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return headline;
  scores = json_node_get_object (json_parser_get_root (parser));
  n = get_number (scores, "margin", "n");
  headline.n = isnan (n) ? 0 : n;
  headline.margin_mae = get_number (scores, "margin", "mae");
  headline.margin_close_mae = get_number (scores, "margin", "close_mae");
  headline.total_mae = get_number (scores, "total", "mae");
  headline.total_close_mae = get_number (scores, "total", "close_mae");
  return headline;
}

static gboolean
put_choice (FairStore *store, FairChoiceKind kind, const char *design, const char *model_id, const char *reason,
            gint64 now, GError **error)
{
  FairModelChoice choice = { .made_at = now, .kind = kind, .design = design, .reason = (char *) reason };

  g_strlcpy (choice.model_id, model_id, sizeof choice.model_id);
  return fair_store_put_choice (store, &choice, error);
}

/* A fit that repeats another one stands for that. */
static const FairModelFit *
find_target (const FairModelRegistry *self, const char *model_id, gint64 now, GError **error)
{
  const FairModelFit *fit = model_id == NULL ? fair_model_registry_last_week (self, now)
                                             : fair_model_registry_find (self, model_id);

  if (fit != NULL && *fit->origin != '\0')
    fit = fair_model_registry_find (self, fit->origin);
  if (fit != NULL)
    return fit;
  if (model_id != NULL)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                 _("No model “%s” is kept; “fair model list” names those that are."), model_id);
  else
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                         _("No model of an earlier week is kept yet, so there is none to roll back to."));
  return NULL;
}

static char *
describe (const FairModelFit *fit)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (fit->freeze);
  g_autofree char *freeze = g_date_time_format (utc, "%Y-%m-%d %H:%M");

  return g_strdup_printf (_("%s (%s, frozen %s UTC)"), fit->model_id, fit->design, freeze);
}

/**
 * fair_model_rollback:
 * @store: a writing one
 * @model_id: (nullable): a kept fit; NULL: the champion's newest of an earlier week
 * @now: UTC seconds
 *
 * From now on runs publish with a kept fit, that is, with what was known at its freeze.
 *
 * Returns: (transfer full): a sentence about it, also where nothing had to be done; NULL with an error where there is
 *   no such fit
 */
char *
fair_model_rollback (FairStore *store, const char *model_id, gint64 now, GError **error)
{
  g_autoptr (FairModelRegistry) registry = fair_model_registry_load (store, error);
  const FairModelFit *fit = registry == NULL ? NULL : find_target (registry, model_id, now, error);
  g_autofree char *name = NULL;
  g_autofree char *said = NULL;

  if (fit == NULL)
    return NULL;
  name = describe (fit);
  if (fit == registry->kept
      || (registry->rollback == NULL && fit == fair_model_registry_newest (registry)
          && fair_freeze_before (fit->freeze) == fair_freeze_before (now)))
    return g_strdup_printf (_("The model %s is used already."), name);
  said = g_strdup_printf (_("From the next run on the model %s is used, which leaves out all results since, until "
                            "“fair model resume”."),
                          name);
  if (!put_choice (store, FAIR_CHOICE_ROLLBACK, fit->design, fit->model_id, said, now, error))
    return NULL;
  return g_steal_pointer (&said);
}

/**
 * fair_model_resume:
 * @store: a writing one
 *
 * Ends a rollback.
 *
 * Returns: (transfer full): a sentence about it, also where nothing had to be done
 */
char *
fair_model_resume (FairStore *store, gint64 now, GError **error)
{
  g_autoptr (FairModelRegistry) registry = fair_model_registry_load (store, error);
  g_autofree char *said = NULL;
  const char *design;

  if (registry == NULL)
    return NULL;
  design = fair_design_to_string (registry->champion);
  if (registry->rollback == NULL)
    return g_strdup_printf (_("No rollback is in force; the newest “%s” model is used already."), design);
  said = g_strdup_printf (_("From the next run on the newest “%s” model is used again."), design);
  if (!put_choice (store, FAIR_CHOICE_RESUME, design, "", said, now, error))
    return NULL;
  return g_steal_pointer (&said);
}

/**
 * fair_model_promote:
 * @store: a writing one
 * @reason: the verdict that it rests on
 *
 * Makes a design the champion, and ends a rollback. Whether it has earned that is for the caller to ask.
 *
 * Returns: (transfer full): a sentence about it
 */
char *
fair_model_promote (FairStore *store, FairDesign design, const char *reason, gint64 now, GError **error)
{
  const char *name = fair_design_to_string (design);

  if (!put_choice (store, FAIR_CHOICE_PROMOTE, name, "", reason, now, error))
    return NULL;
  return g_strdup_printf (_("“%s” is the champion now; the next run publishes its predictions."), name);
}
