/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sim-world-private.h"

static const char *const beginnings[] = { "Ash",  "Bram", "Cald", "Dun",  "Elm",  "Fen",   "Glen",  "Hart",
                                          "Iron", "Kell", "Lind", "Marl", "Nor",  "Oak",   "Pell",  "Quill",
                                          "Rush", "Stan", "Thorn", "Ull", "Vern", "Wick",  "Yar",   "Zell" };
static const char *const endings[] = { "bury", "mont", "ton", "field", "port", "dale", "ridge", "haven" };
static const char *const kinds[] = { "", "", " State", "", " Tech", "", " A&M", " State" };
static const char *const mascots[] = { "Lanterns", "Herons", "Quarrymen", "Foxes",  "Ferrymen", "Comets", "Millers",
                                       "Otters",   "Rangers", "Kestrels", "Pilots", "Badgers",  "Masons", "Storks",
                                       "Harriers", "Coopers", "Drovers",  "Ravens", "Sentinels", "Marlins" };

/* Some names that a careless program would get wrong. */
static const struct
{
  guint       team;
  const char *school;
  const char *abbreviation;
} special[] = {
  { 3, "San Álvaro State", "SAS" }, { 17, "Kai'ona", "KAI" },       { 31, "Brook & Vale", "B&V" },
  { 58, "Côte Rouge", "CTR" },      { 77, "Marlton (OH)", "MTO" },  { 101, "Nuñez Tech", "NTC" },
};

static const char *const conference_names[] = { "Tidewater",    "Northern Lakes", "Heartland", "Sun Coast",
                                                "Piedmont",     "Cascade",        "Prairie",   "Gulf Stream",
                                                "Ironworks",    "High Desert",    "Harbor",    "Frontier (FCS)" };
static const char *const conference_shorts[] = { "TWC", "NLC", "HLC", "SCC", "PDM", "CSC",
                                                 "PRC", "GSC", "IWC", "HDC", "HBC", "FRC" };

const char *
fair_sim_conference_name (guint conference)
{
  return conference_names[MIN (conference, FAIR_SIM_CONFERENCES)];
}

const char *
fair_sim_conference_short (guint conference)
{
  return conference_shorts[MIN (conference, FAIR_SIM_CONFERENCES)];
}

static const char *
kind_of (guint index)
{
  return kinds[(index / 3 + index) % G_N_ELEMENTS (kinds)];
}

/* Every name is another one: beginnings and endings run through all their pairs. */
static void
name_team (FairSimTeam *team, guint index)
{
  const char *beginning = beginnings[index % G_N_ELEMENTS (beginnings)];
  const char *ending = endings[(index / G_N_ELEMENTS (beginnings) + index) % G_N_ELEMENTS (endings)];
  const char *kind = kind_of (index);

  team->school = g_strconcat (beginning, ending, kind, NULL);
  team->abbreviation = g_strdup_printf ("%.2s%.1s%c", beginning, ending, *kind == '\0' ? 'U' : kind[1]);
  team->mascot = mascots[index % G_N_ELEMENTS (mascots)];
  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    if (special[i].team == index)
      {
        g_free (team->school);
        g_free (team->abbreviation);
        team->school = g_strdup (special[i].school);
        team->abbreviation = g_strdup (special[i].abbreviation);
      }
}

/**
 * fair_sim_name_teams:
 *
 * Gives every team a name, colours and a conference.
 */
void
fair_sim_name_teams (FairSimWorld *self)
{
  for (guint i = 0; i < FAIR_SIM_TEAMS; i++)
    {
      name_team (&self->teams[i], i);
      self->teams[i].color = (fair_rng_next (&self->rng) & 0x7f7f7f) | 0x101010;
      self->teams[i].conference = MIN (i / FAIR_SIM_CONFERENCE_SIZE, FAIR_SIM_CONFERENCES);
    }
}
