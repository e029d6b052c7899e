/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-profile.h"
#include "fair-store.h"

G_BEGIN_DECLS

/**
 * FairEmergency:
 *
 * What can go wrong in a week.
 */
typedef enum
{
  FAIR_EMERGENCY_RUN,   /* the run fails */
  FAIR_EMERGENCY_MODEL, /* the model is in doubt */
  FAIR_EMERGENCY_NEEDS, /* something that the program needs is missing */
  FAIR_N_EMERGENCIES
} FairEmergency;

/**
 * FairStepState:
 */
typedef enum
{
  FAIR_STEP_PERSON, /* only a person can tell, or it was not needed so far */
  FAIR_STEP_OPEN,   /* the program sees that it is not well */
  FAIR_STEP_DONE,   /* the program sees that it is well */
  FAIR_STEP_NONE,   /* does not apply now */
} FairStepState;

/**
 * FairRemedy:
 *
 * What can be done about a step.
 */
typedef enum
{
  FAIR_REMEDY_NONE,
  FAIR_REMEDY_RUN,
  FAIR_REMEDY_SHEET, /* type lines by hand */
  FAIR_REMEDY_ROLLBACK,
  FAIR_REMEDY_RESUME,
  FAIR_REMEDY_CONSERVATIVE,
  FAIR_REMEDY_USUAL, /* the end of the conservative mode */
  FAIR_REMEDY_NOTICE,
  FAIR_REMEDY_NOTE,
  FAIR_REMEDY_RESTORE,
  FAIR_REMEDY_BACKUP,
  FAIR_REMEDY_KEY,
  FAIR_REMEDY_FOLDERS,
  FAIR_REMEDY_MAIL,
} FairRemedy;

/**
 * FairStep:
 *
 * One line of a checklist.
 */
typedef struct
{
  FairEmergency emergency;
  const char   *title; /* translated */
  char         *sentence;
  FairStepState state;
  FairRemedy    remedy;
} FairStep;

GArray     *fair_checklist_make               (FairStore *store, const FairProfile *profile, gint64 now, GError **error);
GArray     *fair_checklist_make_without_store (const GError *problem);
void        fair_step_clear                   (FairStep *self);
const char *fair_emergency_get_title          (FairEmergency emergency);
const char *fair_emergency_get_advice         (FairEmergency emergency);
const char *fair_step_state_to_string         (FairStepState state);
const char *fair_remedy_get_command           (FairRemedy remedy);

G_END_DECLS
