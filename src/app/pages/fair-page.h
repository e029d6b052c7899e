/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairPage:
 *
 * A page of the window. It shows a session's snapshot and is told whenever there is another one. What a page cannot do
 * itself it asks of the window by action: `win.tell (s)` shows a short message, `win.show-page (s)` goes to another page,
 * `win.open-game (x)` and `win.open-team (x)` show a game or a team by its id, `win.run-week`, `win.refresh-lines`,
 * `win.sync (ii)` start jobs.
 */
#define FAIR_TYPE_PAGE (fair_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FairPage, fair_page, FAIR, PAGE, AdwBin)

/**
 * FairPageClass:
 * @show: shows what is stored; NULL where nothing is. Runs whenever the snapshot changed, and once when the session is set
 * @search: goes to the page's search entry (Ctrl+F); FALSE where it has none
 * @copy: copies what is selected (Ctrl+C); FALSE where nothing is
 * @export_rows: asks where to, and writes what is shown as CSV (Ctrl+E); FALSE where there is nothing to write
 * @leave: leaves a search, a selection, a panel (Escape); FALSE where there was nothing to leave
 * @open: shows the game or team with this id
 */
struct _FairPageClass
{
  AdwBinClass parent_class;

  void     (*show)        (FairPage *self, FairSnapshot *snapshot);
  gboolean (*search)      (FairPage *self);
  gboolean (*copy)        (FairPage *self);
  gboolean (*export_rows) (FairPage *self);
  gboolean (*leave)       (FairPage *self);
  void     (*open)        (FairPage *self, gint64 id);
};

void          fair_page_set_session  (FairPage *self, FairSession *session);
FairSession  *fair_page_get_session  (FairPage *self);
FairSnapshot *fair_page_get_snapshot (FairPage *self);
void          fair_page_tell         (FairPage *self, const char *message);
gboolean      fair_page_search       (FairPage *self);
gboolean      fair_page_copy         (FairPage *self);
gboolean      fair_page_export_rows  (FairPage *self);
gboolean      fair_page_leave        (FairPage *self);
void          fair_page_open         (FairPage *self, gint64 id);

G_END_DECLS
