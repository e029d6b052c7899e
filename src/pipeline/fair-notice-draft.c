/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers are told in an emergency, so that only a click is left to a person in a hurry. */
#include "fair-notice-draft.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *subject;
  const char *text;
} drafts[FAIR_N_EMERGENCIES] = {
  [FAIR_EMERGENCY_RUN] = {
    N_ ("This week's picks are late"),
    N_ ("This week's picks are late, because something failed on the way to them. Last week's sheet is no substitute; "
        "the new one follows as soon as it is made."),
  },
  [FAIR_EMERGENCY_MODEL] = {
    N_ ("Be careful this week"),
    N_ ("The model is in doubt at present. Please bet less than usual this week, or not at all, and expect less of each "
        "pick than its sheet says."),
  },
  [FAIR_EMERGENCY_NEEDS] = {
    N_ ("The picks rest on older data"),
    N_ ("Something that the picks are made from is missing, so that they may rest on older data. Please check each line "
        "and the news before you bet."),
  },
};

/* What was decided about the model is worth a sentence; what fails is told by its name alone, since its sentence is for
 * the owner and may name folders. */
static void
add_step (GString *list, const FairStep *step)
{
  if (step->state == FAIR_STEP_OPEN)
    /* Translators: what is watched, such as “Age of the data” */
    g_string_append_printf (list, _("• %s: not well\n"), step->title);
  else if (step->remedy == FAIR_REMEDY_RESUME || step->remedy == FAIR_REMEDY_USUAL)
    g_string_append_printf (list, "• %s: %s\n", step->title, step->sentence);
}

/**
 * fair_notice_draft_new:
 * @steps: (element-type FairStep): how everything stands
 *
 * Returns: (transfer full): what readers should know of @emergency
 */
FairNoticeDraft *
fair_notice_draft_new (FairEmergency emergency, const GArray *steps)
{
  FairNoticeDraft *self = g_new0 (FairNoticeDraft, 1);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      const FairStep *step = &g_array_index (steps, FairStep, i);

      if (step->emergency == emergency)
        add_step (list, step);
    }
  self->subject = g_strdup (_(drafts[emergency].subject));
  self->text = g_strjoin (list->len > 0 ? "\n\n" : "", _(drafts[emergency].text), g_strchomp (list->str), NULL);
  return self;
}

void
fair_notice_draft_free (FairNoticeDraft *self)
{
  g_free (self->subject);
  g_free (self->text);
  g_free (self);
}
