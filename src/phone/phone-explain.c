/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* UI.md section 6: one headline, one sentence and the next step for each thing that goes wrong. */
#define G_LOG_DOMAIN "phone-explain"

#include "phone-explain.h"

#include "phone-account-private.h"
#include "phone-call.h"
#include "phone-engine.h"
#include "phone-trust-report-private.h"
#include "sip-reason.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ACTIONS_MAX 4

PhoneExplanation *
phone_explanation_copy (const PhoneExplanation *self)
{
  PhoneExplanation *copy = g_new0 (PhoneExplanation, 1);

  copy->id = g_strdup (self->id);
  copy->headline = g_strdup (self->headline);
  copy->text = g_strdup (self->text);
  copy->details = g_strdup (self->details);
  copy->actions = g_strdupv (self->actions);
  return copy;
}

void
phone_explanation_free (PhoneExplanation *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->headline);
  g_free (self->text);
  g_free (self->details);
  g_strfreev (self->actions);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (PhoneExplanation,
                     phone_explanation,
                     phone_explanation_copy,
                     phone_explanation_free)

/* @actions: ids separated by blanks; @text: taken */
static PhoneExplanation *
explain (const char *id, const char *headline, char *text, const char *actions)
{
  PhoneExplanation *self = g_new0 (PhoneExplanation, 1);

  self->id = g_strdup (id);
  self->headline = g_strdup (headline);
  self->text = text != NULL ? text : g_strdup ("");
  self->actions = g_strsplit (actions, " ", ACTIONS_MAX);
  return self;
}

static PhoneExplanation *
with_details (PhoneExplanation *self, char *details)
{
  g_free (self->details);
  self->details = details;
  return self;
}

/* "SIP 488 Not Acceptable Here" */
static char *
describe_code (guint code, const char *reason)
{
  if (code == 0)
    return g_strdup (reason);
  return g_strdup_printf ("SIP %u %s", code, reason != NULL ? reason : sip_reason_phrase (code));
}

/* --- the server --------------------------------------------------------------------------------
 */

static char *
format_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  /* Translators: a day and a time, as in "2 May 2027, 14:03" */
  return g_date_time_format (now, _ ("%-d %B %Y, %H:%M"));
}

/* The names in the certificate, "DNS:pbx.example.net" as "pbx.example.net" */
static char *
list_names (PhoneTrustReport *report)
{
  GListModel *chain = phone_trust_report_get_chain (report);
  g_autoptr (PhoneCertificate) leaf = g_list_model_get_item (chain, 0);
  g_autoptr (GString) names = g_string_new (NULL);

  for (const char *const *san = leaf != NULL ? phone_certificate_get_san (leaf) : NULL;
       san != NULL && *san != NULL; san++)
    {
      const char *name = *san;

      if (g_str_has_prefix (name, "URI:sip:"))
        name += strlen ("URI:sip:");
      else if (strchr (name, ':') != NULL)
        name = strchr (name, ':') + 1;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  if (names->len == 0 && leaf != NULL)
    g_string_append (names, phone_certificate_get_subject (leaf));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static PhoneExplanation *
explain_validity (PhoneTrustReport *report, const char *cause)
{
  GListModel *chain = phone_trust_report_get_chain (report);
  g_autoptr (PhoneCertificate) leaf = g_list_model_get_item (chain, 0);
  g_autofree char *now = format_now ();
  g_autofree char *day = NULL;

  if (g_strcmp0 (cause, "expired") == 0)
    {
      day = phone_trust_format_day (leaf != NULL ? phone_certificate_get_not_after (leaf) : 0);
      return explain ("E2", _ ("The server’s certificate has expired"),
                      g_strdup_printf (_ ("It ended on %s. Your provider must renew it. Also check "
                                          "that this computer’s clock is right (%s)."),
                                       day, now),
                      "close doctor");
    }
  day = phone_trust_format_day (leaf != NULL ? phone_certificate_get_not_before (leaf) : 0);
  return explain ("E3", _ ("The server’s certificate is not valid yet"),
                  g_strdup_printf (_ ("It begins on %s; this computer says %s."), day, now),
                  "close");
}

static PhoneExplanation *
explain_step (PhoneTrustReport *report, PhoneTrustStep *step)
{
  const char *id = phone_trust_step_get_id (step);
  const char *cause = phone_trust_step_get_cause (step);
  const char *identity = phone_trust_report_get_identity (report);
  g_autofree char *headline = NULL;
  g_autofree char *names = NULL;

  if (g_str_equal (id, "resolve"))
    return explain ("E9", _ ("Can’t find the server"),
                    g_strdup_printf (_ ("There is no SIPS service listed for %s."), identity),
                    "try-again doctor");
  if (g_strcmp0 (cause, "refused") == 0)
    return explain ("E9", _ ("The server is out of order"),
                    g_strdup_printf (_ ("%s refuses connections."), identity), "try-again doctor");
  if (g_strcmp0 (cause, "timeout") == 0 || g_strcmp0 (cause, "closed") == 0)
    {
      const char *target = phone_trust_report_get_target (report);
      const char *port = strrchr (target, ':');

      return explain ("E8", _ ("Can’t reach the server"),
                      g_strdup_printf (
                          _ ("%s doesn’t answer on port %s. A firewall may block it; "
                             "other networks may work."),
                          identity, port != NULL && strchr (port, ']') == NULL ? port + 1 : "5061"),
                      "try-again doctor");
    }
  if (g_strcmp0 (cause, "client-certificate-required") == 0)
    return explain ("E22", _ ("The server asks for your certificate"),
                    g_strdup (_ ("Get one from your administrator.")), "close");
  if (g_strcmp0 (cause, "client-certificate-refused") == 0)
    return explain ("E22", _ ("The server refused your certificate"),
                    g_strdup_printf (_ ("Your certificate isn’t accepted by %s."), identity),
                    "close");
  if (g_str_equal (id, "tls") &&
      (g_strcmp0 (cause, "version") == 0 || g_strcmp0 (cause, "cipher") == 0))
    return explain ("E7", _ ("The server’s encryption is too old"),
                    g_strdup (_ ("Linnet needs TLS 1.2 or newer, and it doesn’t offer that.")),
                    "close doctor copy-report");
  if (g_str_equal (id, "tls") || g_str_equal (id, "connect"))
    return explain ("E8", _ ("Can’t reach the server"),
                    g_strdup (phone_trust_step_get_detail (step)), "try-again doctor");
  if (g_str_equal (id, "chain"))
    return explain ("E4", _ ("Nobody this computer trusts vouches for this server"),
                    g_strdup (_ ("Anyone could make such a certificate. If it belongs to your "
                                 "organisation, import its authority.")),
                    "import-authority close");
  if (g_str_equal (id, "validity"))
    return explain_validity (report, cause);
  if (g_str_equal (id, "identity"))
    {
      headline = g_strdup_printf (_ ("This is not the server of %s"), identity);
      names = list_names (report);
      return explain ("E5", headline, g_strdup_printf (_ ("The server says it is %s."), names),
                      "close doctor");
    }
  if (g_str_equal (id, "revocation") && g_strcmp0 (cause, "revoked") == 0)
    return explain ("E6", _ ("The server’s certificate was withdrawn"),
                    g_strdup (phone_trust_step_get_detail (step)), "close");
  if (g_strcmp0 (cause, "pin-broken") == 0)
    return explain ("E19", _ ("The server’s key changed"),
                    g_strdup (_ ("The server’s key is not the one you pinned. Either the "
                                 "administrator replaced it, or someone is in between.")),
                    "close");
  if (g_str_equal (id, "strength"))
    return explain ("E7", _ ("The server’s encryption is too old"),
                    g_strdup (phone_trust_step_get_detail (step)), "close doctor copy-report");
  return explain ("", _ ("The server’s certificate can’t be accepted"),
                  g_strdup (phone_trust_step_get_detail (step)), "close doctor");
}

PhoneExplanation *
phone_explain_report (PhoneTrustReport *report)
{
  PhoneTrustStep *step;

  g_return_val_if_fail (PHONE_IS_TRUST_REPORT (report), NULL);
  if (phone_trust_state_allows_call (phone_trust_report_get_state (report)))
    return NULL;
  step = phone_trust_report_get_failed_step (report);
  if (step == NULL)
    return explain ("E8", _ ("Can’t reach the server"), NULL, "try-again doctor");
  return with_details (explain_step (report, step), g_strdup (phone_trust_step_get_detail (step)));
}

/* --- the account -------------------------------------------------------------------------------
 */

static PhoneExplanation *
explain_wrong_password (PhoneAccount *account)
{
  PhoneAccountSettings *settings = phone_account_get_settings (account);
  g_autofree char *domain = phone_account_settings_dup_domain (settings);
  const char *user = phone_account_settings_get_user (settings);

  return explain ("E1", _ ("Wrong name or password"),
                  g_strdup_printf (_ ("%s refused the sign-in for %s."), domain,
                                   user != NULL ? user : phone_account_get_address (account)),
                  "enter-password");
}

static PhoneExplanation *
explain_no_keyring (void)
{
  return explain ("E16", _ ("The password store is locked"),
                  g_strdup (_ ("Unlock it to sign in. Linnet doesn’t keep passwords in files.")),
                  "unlock enter-password");
}

static PhoneExplanation *
explain_scheme (void)
{
  return explain ("E17", _ ("Your provider doesn’t accept SIPS addresses"),
                  g_strdup (_ ("Calls can still use TLS to your provider and encrypted media, but "
                               "further servers may not use TLS.")),
                  "keep-sips use-next-hop-tls");
}

static char *
describe_retry (guint retry_s)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Linnet tries again in %u second.",
                                       "Linnet tries again in %u seconds.", retry_s),
                          retry_s);
}

/* The server said no, or nothing */
static PhoneExplanation *
explain_registration (PhoneAccount *account)
{
  g_autofree char *identity =
      phone_account_settings_dup_identity (phone_account_get_settings (account));
  const guint retry_s = phone_account_get_retry_s (account);
  const guint code = phone_account_get_last_code (account);

  switch (phone_account_get_failure (account))
    {
    case PHONE_FAILURE_AUTHENTICATION:
      return phone_account_lacks_keyring (account) ? explain_no_keyring ()
                                                   : explain_wrong_password (account);
    case PHONE_FAILURE_UNREACHABLE:
      if (code == 0)
        return explain ("E8", _ ("Can’t reach the server"),
                        g_strdup_printf (_ ("The connection to %s broke."), identity),
                        "try-again doctor");
      return explain ("E9", _ ("The server is out of order"),
                      retry_s > 0 ? describe_retry (retry_s) : NULL, "try-again doctor");
    case PHONE_FAILURE_REFUSED:
      if (code == 416 &&
          phone_account_settings_is_strict_scheme (phone_account_get_settings (account)))
        return explain_scheme ();
      return explain ("", _ ("The server refused the sign-in"),
                      g_strdup_printf (_ ("%s doesn’t let this account sign in."), identity),
                      "try-again doctor");
    case PHONE_FAILURE_UNTRUSTED:
    case PHONE_FAILURE_NO_MEDIA:
    case PHONE_FAILURE_OTHER:
      return explain ("", _ ("Can’t sign in"), NULL, "try-again doctor");
    case PHONE_FAILURE_NONE:
      break;
    }
  return NULL;
}

/* E9: a server that refuses connections is tried again by itself, and when is said */
static PhoneExplanation *
add_retry (PhoneExplanation *explanation, PhoneAccount *account)
{
  const guint retry_s = phone_account_get_retry_s (account);
  g_autofree char *text = NULL;
  g_autofree char *retry = NULL;

  if (explanation == NULL || retry_s == 0 || !g_str_equal (explanation->id, "E9"))
    return explanation;
  text = g_steal_pointer (&explanation->text);
  retry = describe_retry (retry_s);
  explanation->text = g_strjoin (" ", text, retry, NULL);
  return explanation;
}

PhoneExplanation *
phone_explain_account (PhoneAccount *account)
{
  PhoneTrustReport *report;
  PhoneExplanation *explanation = NULL;
  const PhoneAccountState state = phone_account_get_state (account);

  if ((state != PHONE_ACCOUNT_STATE_FAILED && state != PHONE_ACCOUNT_STATE_WAITING) ||
      phone_account_get_failure (account) == PHONE_FAILURE_NONE)
    return NULL;
  report = phone_account_get_trust_report (account);
  if (report != NULL && phone_account_get_last_code (account) == 0)
    explanation = add_retry (phone_explain_report (report), account);
  if (explanation == NULL)
    explanation = explain_registration (account);
  if (explanation != NULL && explanation->details == NULL)
    explanation->details = describe_code (phone_account_get_last_code (account),
                                          phone_account_get_last_reason (account));
  return explanation;
}

/* --- the call ----------------------------------------------------------------------------------
 */

static PhoneExplanation *
explain_call_server (PhoneCall *call)
{
  PhoneAccount *account = phone_call_get_account (call);
  PhoneTrustReport *report = account != NULL ? phone_account_get_trust_report (account) : NULL;
  PhoneExplanation *explanation = report != NULL ? phone_explain_report (report) : NULL;

  if (explanation == NULL && account != NULL)
    explanation = phone_explain_account (account);
  return explanation != NULL
             ? explanation
             : explain ("E8", _ ("Can’t reach the server"), NULL, "try-again doctor");
}

static PhoneExplanation *
explain_end (PhoneCall *call)
{
  const char *name = phone_call_get_remote_label (call);
  PhoneAccount *account = phone_call_get_account (call);
  g_autofree char *headline = NULL;

  switch (phone_call_get_end_cause (call))
    {
    case PHONE_CALL_END_BUSY:
      return explain ("E12", _ ("Busy"), NULL, "call-again");
    case PHONE_CALL_END_DECLINED:
      return explain ("E12", _ ("Declined"), NULL, "call-again");
    case PHONE_CALL_END_NO_ANSWER:
      return explain ("E12", _ ("No answer"), NULL, "call-again");
    case PHONE_CALL_END_NOT_REACHABLE:
      headline = g_strdup_printf (_ ("%s isn’t reachable"), name);
      return explain ("E11", headline, g_strdup (_ ("They are signed out or offline.")),
                      "message voicemail");
    case PHONE_CALL_END_NO_SUCH_ADDRESS:
      headline = g_strdup_printf (_ ("There is no %s"), name);
      return explain ("E11", headline, NULL, "message");
    case PHONE_CALL_END_NOT_ACCEPTABLE:
    case PHONE_CALL_END_NOT_ENCRYPTED:
      return explain ("E10", _ ("No encrypted call possible"),
                      g_strdup_printf (_ ("%s’s phone or its server doesn’t offer encrypted audio. "
                                          "Linnet didn’t connect the call."),
                                       name),
                      "message close");
    case PHONE_CALL_END_SCHEME:
      return explain_scheme ();
    case PHONE_CALL_END_AUTHENTICATION:
      return account != NULL ? explain_wrong_password (account)
                             : explain ("E1", _ ("Wrong name or password"), NULL, "enter-password");
    case PHONE_CALL_END_UNTRUSTED:
    case PHONE_CALL_END_UNREACHABLE:
      return explain_call_server (call);
    case PHONE_CALL_END_CONNECTION_LOST:
      return explain ("E8", _ ("Can’t reach the server"),
                      g_strdup (_ ("The connection broke during the call.")), "call-again doctor");
    case PHONE_CALL_END_MEDIA_LOST:
      headline = g_strdup_printf (_ ("You don’t hear %s"), name);
      return explain ("E18", headline,
                      g_strdup (_ ("No packets arrive. A firewall may block them.")),
                      "call-again doctor");
    case PHONE_CALL_END_REFUSED:
      return explain ("", _ ("The call was refused"), NULL, "call-again");
    case PHONE_CALL_END_FAILED:
      return explain ("", _ ("The call didn’t work"), NULL, "call-again");
    case PHONE_CALL_END_NONE:
    case PHONE_CALL_END_LOCAL:
    case PHONE_CALL_END_REMOTE:
    case PHONE_CALL_END_CANCELLED:
    case PHONE_CALL_END_ELSEWHERE:
    case PHONE_CALL_END_REJECTED:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

PhoneExplanation *
phone_explain_call (PhoneCall *call)
{
  PhoneExplanation *explanation;

  g_return_val_if_fail (PHONE_IS_CALL (call), NULL);
  if (phone_call_get_state (call) == PHONE_CALL_STATE_ESTABLISHED &&
      !phone_call_get_receiving (call))
    {
      g_autofree char *headline =
          g_strdup_printf (_ ("You don’t hear %s"), phone_call_get_remote_label (call));

      return explain ("E18", headline,
                      g_strdup (_ ("No packets arrive. A firewall may block them.")), "doctor");
    }
  explanation = explain_end (call);
  if (explanation != NULL && explanation->details == NULL)
    explanation->details =
        describe_code (phone_call_get_end_code (call), phone_call_get_end_reason (call));
  return explanation;
}

/* --- errors ------------------------------------------------------------------------------------
 */

static PhoneExplanation *
explain_phone_error (PhoneErrorCode code)
{
  switch (code)
    {
    case PHONE_ERROR_LOCKED:
      return explain ("", _ ("Linnet is running already"),
                      g_strdup (_ ("Another program uses the same accounts.")), "close");
    case PHONE_ERROR_STORE:
    case PHONE_ERROR_DAMAGED:
      return explain ("E20", _ ("Couldn’t save or read the accounts"), NULL, "close");
    case PHONE_ERROR_NO_KEYRING:
      return explain_no_keyring ();
    case PHONE_ERROR_ADDRESS:
      return explain ("", _ ("This is not an address"),
                      g_strdup (_ ("An address looks like alice@example.org.")), "close");
    case PHONE_ERROR_SCHEME:
      return explain ("", _ ("Linnet can’t call this kind of address"),
                      g_strdup (_ ("It calls SIP addresses and telephone numbers.")), "close");
    case PHONE_ERROR_TRANSPORT:
      return explain (
          "", _ ("This address needs an unencrypted connection"),
          g_strdup (_ ("Linnet can’t use UDP or plain TCP. Ask your provider for a TLS server.")),
          "close");
    case PHONE_ERROR_SETTINGS:
      return explain ("", _ ("This setting doesn’t work"), NULL, "close");
    case PHONE_ERROR_EXISTS:
      return explain ("", _ ("There is an account of this name"), NULL, "close");
    case PHONE_ERROR_FILE:
      return explain ("", _ ("A file can’t be read"), NULL, "close");
    case PHONE_ERROR_UNTRUSTED:
      return explain ("E4", _ ("Nobody this computer trusts vouches for this server"), NULL,
                      "close");
    case PHONE_ERROR_UNREACHABLE:
      return explain ("E8", _ ("Can’t reach the server"), NULL, "try-again doctor");
    case PHONE_ERROR_STATE:
    case PHONE_ERROR_NOT_FOUND:
    case PHONE_ERROR_FAILED:
      break;
    }
  return explain ("", _ ("This didn’t work"), NULL, "close");
}

PhoneExplanation *
phone_explain_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);
  return with_details (error->domain == PHONE_ERROR
                           ? explain_phone_error (error->code)
                           : explain ("", _ ("This didn’t work"), NULL, "close"),
                       g_strdup (error->message));
}
