/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "util-backoff"

#include "util-backoff.h"

#define BASE_S 30
#define BASE_OTHER_FLOW_S 90
#define MOST_S 1800

gint64
backoff_delay_us (guint failures, gboolean other_flow_up, double random_0_1)
{
  gint64 base_s = other_flow_up ? BASE_OTHER_FLOW_S : BASE_S;
  gint64 wait_s;

  if (failures == 0)
    return 0;
  wait_s = MIN (MOST_S, base_s << MIN (failures, 10));
  return (gint64) ((double) (wait_s * G_USEC_PER_SEC) * (0.5 + CLAMP (random_0_1, 0.0, 1.0) / 2));
}
