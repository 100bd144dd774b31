/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* One check of a trust report, and the names of its outcomes. */
#define G_LOG_DOMAIN "phone-trust-step"

#include "phone-trust-report.h"

#include <glib/gi18n-lib.h>

struct _PhoneTrustStep
{
  GObject parent_instance;

  /* Owned */
  char *id;
  char *cause;
  char *detail;

  PhoneTrustStatus status;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_STATUS,
  PROP_CAUSE,
  PROP_DETAIL,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (PhoneTrustStatus,
                    phone_trust_status,
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATUS_PASS, "pass"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATUS_WARN, "warn"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATUS_FAIL, "fail"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATUS_SKIP, "skip"))
G_DEFINE_ENUM_TYPE (PhoneTrustVerdict,
                    phone_trust_verdict,
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_VERDICT_TRUSTED, "trusted"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_VERDICT_PINNED, "pinned"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_VERDICT_UNTRUSTED, "untrusted"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_VERDICT_UNREACHABLE, "unreachable"))
G_DEFINE_ENUM_TYPE (PhoneTrustState,
                    phone_trust_state,
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATE_CHECKING, "checking"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATE_TRUSTED, "trusted"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATE_TRUSTED_NOTE, "trusted-note"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATE_PINNED, "pinned"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATE_UNTRUSTED, "untrusted"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATE_UNREACHABLE, "unreachable"),
                    G_DEFINE_ENUM_VALUE (PHONE_TRUST_STATE_DEMO, "demo"))
G_DEFINE_FINAL_TYPE (PhoneTrustStep, phone_trust_step, G_TYPE_OBJECT)

const char *
phone_trust_status_to_string (PhoneTrustStatus status)
{
  switch (status)
    {
    case PHONE_TRUST_STATUS_PASS:
      return "pass";
    case PHONE_TRUST_STATUS_WARN:
      return "warn";
    case PHONE_TRUST_STATUS_FAIL:
      return "fail";
    case PHONE_TRUST_STATUS_SKIP:
      return "skip";
    }
  g_return_val_if_reached ("skip");
}

const char *
phone_trust_verdict_to_string (PhoneTrustVerdict verdict)
{
  switch (verdict)
    {
    case PHONE_TRUST_VERDICT_TRUSTED:
      return "trusted";
    case PHONE_TRUST_VERDICT_PINNED:
      return "pinned";
    case PHONE_TRUST_VERDICT_UNTRUSTED:
      return "untrusted";
    case PHONE_TRUST_VERDICT_UNREACHABLE:
      return "unreachable";
    }
  g_return_val_if_reached ("untrusted");
}

const char *
phone_trust_state_get_label (PhoneTrustState state)
{
  switch (state)
    {
    case PHONE_TRUST_STATE_NONE:
      return "";
    case PHONE_TRUST_STATE_CHECKING:
      return _ ("Checking…");
    case PHONE_TRUST_STATE_TRUSTED:
      return _ ("Verified");
    case PHONE_TRUST_STATE_TRUSTED_NOTE:
      return _ ("Verified, with a note");
    case PHONE_TRUST_STATE_PINNED:
      return _ ("Trusted by You");
    case PHONE_TRUST_STATE_UNTRUSTED:
      return _ ("Not Verified");
    case PHONE_TRUST_STATE_UNREACHABLE:
      return _ ("No Connection");
    case PHONE_TRUST_STATE_DEMO:
      return _ ("Demo Service");
    }
  g_return_val_if_reached ("");
}

gboolean
phone_trust_state_allows_call (PhoneTrustState state)
{
  switch (state)
    {
    case PHONE_TRUST_STATE_TRUSTED:
    case PHONE_TRUST_STATE_TRUSTED_NOTE:
    case PHONE_TRUST_STATE_PINNED:
    case PHONE_TRUST_STATE_DEMO:
      return TRUE;
    case PHONE_TRUST_STATE_NONE:
    case PHONE_TRUST_STATE_CHECKING:
    case PHONE_TRUST_STATE_UNTRUSTED:
    case PHONE_TRUST_STATE_UNREACHABLE:
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

const char *
phone_trust_step_get_id (PhoneTrustStep *self)
{
  g_return_val_if_fail (PHONE_IS_TRUST_STEP (self), NULL);
  return self->id;
}

PhoneTrustStatus
phone_trust_step_get_status (PhoneTrustStep *self)
{
  g_return_val_if_fail (PHONE_IS_TRUST_STEP (self), PHONE_TRUST_STATUS_SKIP);
  return self->status;
}

const char *
phone_trust_step_get_cause (PhoneTrustStep *self)
{
  g_return_val_if_fail (PHONE_IS_TRUST_STEP (self), NULL);
  return self->cause;
}

const char *
phone_trust_step_get_detail (PhoneTrustStep *self)
{
  g_return_val_if_fail (PHONE_IS_TRUST_STEP (self), NULL);
  return self->detail;
}

static void
phone_trust_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PhoneTrustStep *self = PHONE_TRUST_STEP (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_STATUS:
      g_value_set_enum (value, self->status);
      break;
    case PROP_CAUSE:
      g_value_set_string (value, self->cause);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
phone_trust_step_finalize (GObject *object)
{
  PhoneTrustStep *self = PHONE_TRUST_STEP (object);

  g_free (self->id);
  g_free (self->cause);
  g_free (self->detail);

  G_OBJECT_CLASS (phone_trust_step_parent_class)->finalize (object);
}

static void
phone_trust_step_class_init (PhoneTrustStepClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = phone_trust_step_get_property;
  object_class->finalize = phone_trust_step_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, PHONE_TYPE_TRUST_STATUS,
                                               PHONE_TRUST_STATUS_SKIP, flags);
  properties[PROP_CAUSE] = g_param_spec_string ("cause", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
phone_trust_step_init (PhoneTrustStep *self)
{
}

PhoneTrustStep *
phone_trust_step_new (const char *id,
                      PhoneTrustStatus status,
                      const char *cause,
                      const char *detail)
{
  PhoneTrustStep *self = g_object_new (PHONE_TYPE_TRUST_STEP, NULL);

  self->id = g_strdup (id);
  self->status = status;
  self->cause = g_strdup (cause);
  self->detail = g_strdup (detail);
  return self;
}
