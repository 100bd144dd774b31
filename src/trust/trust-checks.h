/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include "trust-path.h"
#include "trust-verdict.h"

/* One function per step: each looks at its own kind of fault only and records it in @report. */

#define TRUST_EXPIRES_SOON_S (14 * 24 * 3600) /* UI.md 4 */

void trust_check_chain (const TrustInput *input, const TrustPath *path, TrustReport *report);
void trust_check_validity (const TrustInput *input, const TrustPath *path, TrustReport *report);
void trust_check_identity (const TrustInput *input, const TrustPath *path, TrustReport *report);
void trust_check_key_usage (const TrustPath *path, TrustReport *report);
void trust_check_strength (const TrustPath *path, TrustReport *report);
void trust_check_continuity (const TrustInput *input, const TrustPath *path, TrustReport *report);
