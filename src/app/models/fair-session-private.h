/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"
#include "fair-worker.h"

G_BEGIN_DECLS

void fair_session_queue (FairSession *self, GTask *task, GTaskThreadFunc func);

G_END_DECLS
