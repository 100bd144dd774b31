/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A finished trust report as objects, with the words of UI.md section 4. */
#define G_LOG_DOMAIN "phone-trust-report"

#include "phone-trust-report.h"

#include "phone-explain.h"
#include "phone-trust-report-private.h"

#include <glib/gi18n-lib.h>

#define DAY_S (24 * 60 * 60)

struct _PhoneTrustReport
{
  GObject parent_instance;

  /* Owned */
  char *target;
  char *identity;
  char *address;
  char *tls_version;
  char *tls_cipher;
  char *tls_group;
  GListStore *steps;
  GListStore *chain;
  char *sentence;
  char *line;
  char **notes;

  PhoneTrustVerdict verdict;
  PhoneTrustState state;
  gboolean post_quantum;
  gboolean resumed;
};

enum
{
  PROP_0,
  PROP_TARGET,
  PROP_IDENTITY,
  PROP_ADDRESS,
  PROP_VERDICT,
  PROP_STATE,
  PROP_TLS_VERSION,
  PROP_TLS_CIPHER,
  PROP_TLS_GROUP,
  PROP_POST_QUANTUM,
  PROP_RESUMED,
  PROP_STEPS,
  PROP_CHAIN,
  PROP_LABEL,
  PROP_SENTENCE,
  PROP_LINE,
  PROP_NOTES,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PhoneTrustReport, phone_trust_report, G_TYPE_OBJECT)

const char *
phone_trust_report_get_target (PhoneTrustReport *self)
{
  return self->target;
}

const char *
phone_trust_report_get_identity (PhoneTrustReport *self)
{
  return self->identity;
}

const char *
phone_trust_report_get_address (PhoneTrustReport *self)
{
  return self->address;
}

PhoneTrustVerdict
phone_trust_report_get_verdict (PhoneTrustReport *self)
{
  return self->verdict;
}

PhoneTrustState
phone_trust_report_get_state (PhoneTrustReport *self)
{
  return self->state;
}

const char *
phone_trust_report_get_tls_version (PhoneTrustReport *self)
{
  return self->tls_version;
}

const char *
phone_trust_report_get_tls_cipher (PhoneTrustReport *self)
{
  return self->tls_cipher;
}

const char *
phone_trust_report_get_tls_group (PhoneTrustReport *self)
{
  return self->tls_group;
}

gboolean
phone_trust_report_get_post_quantum (PhoneTrustReport *self)
{
  return self->post_quantum;
}

gboolean
phone_trust_report_get_resumed (PhoneTrustReport *self)
{
  return self->resumed;
}

GListModel *
phone_trust_report_get_steps (PhoneTrustReport *self)
{
  return G_LIST_MODEL (self->steps);
}

GListModel *
phone_trust_report_get_chain (PhoneTrustReport *self)
{
  return G_LIST_MODEL (self->chain);
}

const char *
phone_trust_report_get_label (PhoneTrustReport *self)
{
  return phone_trust_state_get_label (self->state);
}

const char *
phone_trust_report_get_sentence (PhoneTrustReport *self)
{
  return self->sentence;
}

const char *
phone_trust_report_get_line (PhoneTrustReport *self)
{
  return self->line;
}

const char *const *
phone_trust_report_get_notes (PhoneTrustReport *self)
{
  return (const char *const *) self->notes;
}

/* The model keeps its items, so the reference it gives can be dropped at once */
static PhoneTrustStep *
peek_step (PhoneTrustReport *self, guint i)
{
  g_autoptr (PhoneTrustStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);

  return step;
}

PhoneTrustStep *
phone_trust_report_get_failed_step (PhoneTrustReport *self)
{
  PhoneTrustStep *step;

  for (guint i = 0; (step = peek_step (self, i)) != NULL; i++)
    if (phone_trust_step_get_status (step) == PHONE_TRUST_STATUS_FAIL)
      return step;
  return NULL;
}

PhoneTrustStep *
phone_trust_report_get_step (PhoneTrustReport *self, const char *id)
{
  PhoneTrustStep *step;

  for (guint i = 0; (step = peek_step (self, i)) != NULL; i++)
    if (g_str_equal (phone_trust_step_get_id (step), id))
      return step;
  return NULL;
}

static void
phone_trust_report_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PhoneTrustReport *self = PHONE_TRUST_REPORT (object);

  switch (id)
    {
    case PROP_TARGET:
      g_value_set_string (value, self->target);
      break;
    case PROP_IDENTITY:
      g_value_set_string (value, self->identity);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_VERDICT:
      g_value_set_enum (value, self->verdict);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_TLS_VERSION:
      g_value_set_string (value, self->tls_version);
      break;
    case PROP_TLS_CIPHER:
      g_value_set_string (value, self->tls_cipher);
      break;
    case PROP_TLS_GROUP:
      g_value_set_string (value, self->tls_group);
      break;
    case PROP_POST_QUANTUM:
      g_value_set_boolean (value, self->post_quantum);
      break;
    case PROP_RESUMED:
      g_value_set_boolean (value, self->resumed);
      break;
    case PROP_STEPS:
      g_value_set_object (value, self->steps);
      break;
    case PROP_CHAIN:
      g_value_set_object (value, self->chain);
      break;
    case PROP_LABEL:
      g_value_set_string (value, phone_trust_report_get_label (self));
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    case PROP_LINE:
      g_value_set_string (value, self->line);
      break;
    case PROP_NOTES:
      g_value_set_boxed (value, self->notes);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
phone_trust_report_finalize (GObject *object)
{
  PhoneTrustReport *self = PHONE_TRUST_REPORT (object);

  g_free (self->target);
  g_free (self->identity);
  g_free (self->address);
  g_free (self->tls_version);
  g_free (self->tls_cipher);
  g_free (self->tls_group);
  g_clear_object (&self->steps);
  g_clear_object (&self->chain);
  g_free (self->sentence);
  g_free (self->line);
  g_strfreev (self->notes);

  G_OBJECT_CLASS (phone_trust_report_parent_class)->finalize (object);
}

static void
phone_trust_report_class_init (PhoneTrustReportClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = phone_trust_report_get_property;
  object_class->finalize = phone_trust_report_finalize;

  properties[PROP_TARGET] = g_param_spec_string ("target", NULL, NULL, NULL, flags);
  properties[PROP_IDENTITY] = g_param_spec_string ("identity", NULL, NULL, NULL, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_VERDICT] = g_param_spec_enum ("verdict", NULL, NULL, PHONE_TYPE_TRUST_VERDICT,
                                                PHONE_TRUST_VERDICT_UNREACHABLE, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, PHONE_TYPE_TRUST_STATE,
                                              PHONE_TRUST_STATE_NONE, flags);
  properties[PROP_TLS_VERSION] = g_param_spec_string ("tls-version", NULL, NULL, NULL, flags);
  properties[PROP_TLS_CIPHER] = g_param_spec_string ("tls-cipher", NULL, NULL, NULL, flags);
  properties[PROP_TLS_GROUP] = g_param_spec_string ("tls-group", NULL, NULL, NULL, flags);
  properties[PROP_POST_QUANTUM] = g_param_spec_boolean ("post-quantum", NULL, NULL, FALSE, flags);
  properties[PROP_RESUMED] = g_param_spec_boolean ("resumed", NULL, NULL, FALSE, flags);
  properties[PROP_STEPS] = g_param_spec_object ("steps", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_CHAIN] = g_param_spec_object ("chain", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  properties[PROP_LINE] = g_param_spec_string ("line", NULL, NULL, NULL, flags);
  properties[PROP_NOTES] = g_param_spec_boxed ("notes", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
phone_trust_report_init (PhoneTrustReport *self)
{
  self->steps = g_list_store_new (PHONE_TYPE_TRUST_STEP);
  self->chain = g_list_store_new (PHONE_TYPE_CERTIFICATE);
}

static PhoneTrustStatus
map_status (TrustStatus status)
{
  switch (status)
    {
    case TRUST_STATUS_PASS:
      return PHONE_TRUST_STATUS_PASS;
    case TRUST_STATUS_WARN:
      return PHONE_TRUST_STATUS_WARN;
    case TRUST_STATUS_FAIL:
      return PHONE_TRUST_STATUS_FAIL;
    case TRUST_STATUS_SKIP:
      return PHONE_TRUST_STATUS_SKIP;
    }
  g_return_val_if_reached (PHONE_TRUST_STATUS_FAIL);
}

static PhoneTrustVerdict
map_verdict (TrustVerdict verdict)
{
  switch (verdict)
    {
    case TRUST_VERDICT_TRUSTED:
      return PHONE_TRUST_VERDICT_TRUSTED;
    case TRUST_VERDICT_PINNED:
      return PHONE_TRUST_VERDICT_PINNED;
    case TRUST_VERDICT_UNTRUSTED:
      return PHONE_TRUST_VERDICT_UNTRUSTED;
    case TRUST_VERDICT_UNREACHABLE:
      return PHONE_TRUST_VERDICT_UNREACHABLE;
    }
  g_return_val_if_reached (PHONE_TRUST_VERDICT_UNTRUSTED);
}

static PhoneTrustState
choose_state (PhoneTrustReport *self, gboolean is_demo)
{
  switch (self->verdict)
    {
    case PHONE_TRUST_VERDICT_TRUSTED:
      if (is_demo)
        return PHONE_TRUST_STATE_DEMO;
      return self->notes[0] != NULL ? PHONE_TRUST_STATE_TRUSTED_NOTE : PHONE_TRUST_STATE_TRUSTED;
    case PHONE_TRUST_VERDICT_PINNED:
      return PHONE_TRUST_STATE_PINNED;
    case PHONE_TRUST_VERDICT_UNTRUSTED:
      return PHONE_TRUST_STATE_UNTRUSTED;
    case PHONE_TRUST_VERDICT_UNREACHABLE:
      return PHONE_TRUST_STATE_UNREACHABLE;
    }
  g_return_val_if_reached (PHONE_TRUST_STATE_UNTRUSTED);
}

char *
phone_trust_format_day (gint64 unix_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_s);

  /* Translators: a day, as in "2 May 2027" */
  return time == NULL ? g_strdup ("?") : g_date_time_format (time, _ ("%-d %B %Y"));
}

/* Notes of UI.md 4, one for each warning */
static char **
collect_notes (PhoneTrustReport *self, const TrustReport *report)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();

  for (guint i = 0; i < TRUST_N_STEPS; i++)
    {
      const TrustStep *step = &report->steps[i];
      const TrustCertificate *leaf = report->chain->len > 0 ? report->chain->pdata[0] : NULL;

      if (step->status != TRUST_STATUS_WARN)
        continue;
      if (leaf != NULL && g_strcmp0 (step->cause, "expires-soon") == 0)
        {
          g_autofree char *day = phone_trust_format_day (leaf->not_after_s);
          g_autofree char *note =
              g_strdup_printf (_ ("Its certificate expires on %s. Tell the administrator."), day);

          g_strv_builder_add (notes, note);
        }
      else
        g_strv_builder_add (notes, step->detail);
    }
  return g_strv_builder_end (notes);
}

/* What people would call the issuer: its common name, else its organisation, else all of it */
static char *
issuer_name (const char *issuer)
{
  static const char *const attributes[] = { "CN=", "O=" };

  for (guint a = 0; a < G_N_ELEMENTS (attributes); a++)
    {
      const char *at = strstr (issuer, attributes[a]);

      while (at != NULL && at != issuer && at[-1] != ',' && at[-1] != '+')
        at = strstr (at + 1, attributes[a]);
      if (at != NULL)
        {
          GString *name = g_string_new (NULL);

          for (at += strlen (attributes[a]); *at != '\0' && *at != ',' && *at != '+'; at++)
            {
              if (*at == '\\' && at[1] != '\0')
                at++;
              g_string_append_c (name, *at);
            }
          if (g_utf8_validate (name->str, name->len, NULL))
            return g_string_free (name, FALSE);
          g_string_free (name, TRUE);
        }
    }
  return g_strdup (issuer);
}

static gint64
days_left (const TrustReport *report, gint64 unix_s)
{
  const TrustCertificate *leaf = report->chain->len > 0 ? report->chain->pdata[0] : NULL;

  return leaf == NULL ? 0 : MAX (leaf->not_after_s - unix_s, 0) / DAY_S;
}

static char *
describe (PhoneTrustReport *self, const TrustReport *report, gint64 unix_s)
{
  g_autoptr (PhoneExplanation) explanation = NULL;

  switch (self->state)
    {
    case PHONE_TRUST_STATE_TRUSTED:
    case PHONE_TRUST_STATE_TRUSTED_NOTE:
      {
        const TrustCertificate *leaf = report->chain->len > 0 ? report->chain->pdata[0] : NULL;
        g_autofree char *issuer = issuer_name (leaf != NULL ? leaf->issuer : "?");
        const gint64 days = days_left (report, unix_s);

        return g_strdup_printf (
            g_dngettext (GETTEXT_PACKAGE,
                         "This is the server of %s. Its certificate was issued by %s and is valid "
                         "for %" G_GINT64_FORMAT " more day.",
                         "This is the server of %s. Its certificate was issued by %s and is valid "
                         "for %" G_GINT64_FORMAT " more days.",
                         (gulong) days),
            self->identity, issuer, days);
      }
    case PHONE_TRUST_STATE_PINNED:
      return g_strdup (_ ("No authority vouches for this server. You pinned its key."));
    case PHONE_TRUST_STATE_DEMO:
      return g_strdup (_ ("Calls to the demo service don’t leave this computer."));
    case PHONE_TRUST_STATE_UNTRUSTED:
    case PHONE_TRUST_STATE_UNREACHABLE:
      explanation = phone_explain_report (self);
      return g_strdup (explanation == NULL ? "" : explanation->text);
    case PHONE_TRUST_STATE_NONE:
    case PHONE_TRUST_STATE_CHECKING:
      break;
    }
  g_return_val_if_reached (g_strdup (""));
}

char *
phone_trust_line_checking (const char *identity)
{
  return g_strdup_printf (_ ("Checking %s…"), identity);
}

char *
phone_trust_line_unreachable (const char *identity)
{
  return g_strdup_printf (_ ("No connection to %s"), identity);
}

static char *
compose_line (PhoneTrustReport *self, const TrustReport *report, gint64 unix_s)
{
  const gint64 days = days_left (report, unix_s);

  switch (self->state)
    {
    case PHONE_TRUST_STATE_TRUSTED_NOTE:
      if (g_strcmp0 (report->steps[TRUST_STEP_VALIDITY].cause, "expires-soon") == 0)
        return g_strdup_printf (
            g_dngettext (GETTEXT_PACKAGE, "Verified: %s, expires in %" G_GINT64_FORMAT " day",
                         "Verified: %s, expires in %" G_GINT64_FORMAT " days", (gulong) days),
            self->identity, days);
      return g_strdup_printf (_ ("Verified: %s"), self->identity);
    case PHONE_TRUST_STATE_TRUSTED:
      return g_strdup_printf (_ ("Verified: %s"), self->identity);
    case PHONE_TRUST_STATE_PINNED:
      return g_strdup_printf (_ ("Trusted by you: %s"), self->identity);
    case PHONE_TRUST_STATE_UNTRUSTED:
      return g_strdup (_ ("Not verified: Linnet won’t call over this connection"));
    case PHONE_TRUST_STATE_UNREACHABLE:
      return phone_trust_line_unreachable (self->identity);
    case PHONE_TRUST_STATE_DEMO:
      return g_strdup (_ ("Demo service on this computer"));
    case PHONE_TRUST_STATE_NONE:
    case PHONE_TRUST_STATE_CHECKING:
      break;
    }
  g_return_val_if_reached (g_strdup (""));
}

PhoneTrustReport *
phone_trust_report_new (const TrustReport *report, gboolean is_demo, gint64 unix_s)
{
  PhoneTrustReport *self = g_object_new (PHONE_TYPE_TRUST_REPORT, NULL);

  self->target = g_strdup (report->target);
  self->identity = g_strdup (report->identity);
  self->address = g_strdup (report->address);
  self->tls_version = g_strdup (report->tls_version);
  self->tls_cipher = g_strdup (report->tls_cipher);
  self->tls_group = g_strdup (report->tls_group);
  self->post_quantum = report->post_quantum;
  self->resumed = report->resumed;
  self->verdict = map_verdict (report->verdict);
  for (guint i = 0; i < TRUST_N_STEPS; i++)
    {
      const TrustStep *from = &report->steps[i];
      const gboolean was_run = from->detail != NULL && from->detail[0] != '\0';
      g_autoptr (PhoneTrustStep) step
          = phone_trust_step_new (trust_step_id_to_string (i), map_status (from->status), from->cause,
                                  was_run ? from->detail : _ ("An earlier check failed"));

      g_list_store_append (self->steps, step);
    }
  for (guint i = 0; i < report->chain->len; i++)
    {
      g_autoptr (PhoneCertificate) certificate = phone_certificate_new (report->chain->pdata[i]);

      g_list_store_append (self->chain, certificate);
    }
  self->notes = collect_notes (self, report);
  self->state = choose_state (self, is_demo);
  self->sentence = describe (self, report, unix_s);
  self->line = compose_line (self, report, unix_s);
  return self;
}
