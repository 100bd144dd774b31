/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-trust.c: colour always comes with an icon and a word. */
#define G_LOG_DOMAIN "ui-trust"

#include "ui-trust.h"

#include <glib/gi18n.h>

static const char *const style_classes[] = { "success", "warning", "error", "accent", "dim-label" };

const char *
ui_trust_get_icon_name (PhoneTrustState state)
{
  switch (state)
    {
    case PHONE_TRUST_STATE_NONE:
    case PHONE_TRUST_STATE_CHECKING:
      return "";
    case PHONE_TRUST_STATE_TRUSTED:
    case PHONE_TRUST_STATE_DEMO:
      return "security-high-symbolic";
    case PHONE_TRUST_STATE_TRUSTED_NOTE:
      return "security-medium-symbolic";
    case PHONE_TRUST_STATE_PINNED:
      return "view-pin-symbolic";
    case PHONE_TRUST_STATE_UNTRUSTED:
      return "security-low-symbolic";
    case PHONE_TRUST_STATE_UNREACHABLE:
      return "network-offline-symbolic";
    }
  g_return_val_if_reached ("");
}

static const char *
get_style (PhoneTrustState state)
{
  switch (state)
    {
    case PHONE_TRUST_STATE_NONE:
    case PHONE_TRUST_STATE_CHECKING:
    case PHONE_TRUST_STATE_UNREACHABLE:
      return "dim-label";
    case PHONE_TRUST_STATE_TRUSTED:
      return "success";
    case PHONE_TRUST_STATE_TRUSTED_NOTE:
      return "warning";
    case PHONE_TRUST_STATE_PINNED:
    case PHONE_TRUST_STATE_DEMO:
      return "accent";
    case PHONE_TRUST_STATE_UNTRUSTED:
      return "error";
    }
  g_return_val_if_reached ("dim-label");
}

void
ui_trust_set_style (GtkWidget *widget, PhoneTrustState state)
{
  const char *style = get_style (state);

  for (guint i = 0; i < G_N_ELEMENTS (style_classes); i++)
    if (!g_str_equal (style_classes[i], style))
      gtk_widget_remove_css_class (widget, style_classes[i]);
  gtk_widget_add_css_class (widget, style);
}

char *
ui_trust_dup_accessible_name (PhoneAccount *account)
{
  PhoneTrustReport *report = phone_account_get_trust_report (account);
  PhoneTrustState state = phone_account_get_trust_state (account);
  const char *label = phone_trust_state_get_label (state);

  if (report == NULL || state == PHONE_TRUST_STATE_DEMO)
    return g_strdup_printf (_ ("Connection: %s. Details"), label);
  return g_strdup_printf (_ ("Connection: %s, %s. Details"), label,
                          phone_trust_report_get_identity (report));
}

const char *
ui_trust_get_status_icon_name (PhoneTrustStatus status)
{
  switch (status)
    {
    case PHONE_TRUST_STATUS_PASS:
      return "emblem-ok-symbolic";
    case PHONE_TRUST_STATUS_WARN:
      return "dialog-warning-symbolic";
    case PHONE_TRUST_STATUS_FAIL:
      return "dialog-error-symbolic";
    case PHONE_TRUST_STATUS_SKIP:
      return "list-remove-symbolic";
    }
  g_return_val_if_reached ("");
}

const char *
ui_trust_get_status_style (PhoneTrustStatus status)
{
  switch (status)
    {
    case PHONE_TRUST_STATUS_PASS:
      return "success";
    case PHONE_TRUST_STATUS_WARN:
      return "warning";
    case PHONE_TRUST_STATUS_FAIL:
      return "error";
    case PHONE_TRUST_STATUS_SKIP:
      return "dim-label";
    }
  g_return_val_if_reached ("dim-label");
}

const char *
ui_trust_get_status_word (PhoneTrustStatus status)
{
  switch (status)
    {
    case PHONE_TRUST_STATUS_PASS:
      return _ ("passed");
    case PHONE_TRUST_STATUS_WARN:
      return _ ("passed with a note");
    case PHONE_TRUST_STATUS_FAIL:
      return _ ("failed");
    case PHONE_TRUST_STATUS_SKIP:
      return _ ("not run");
    }
  g_return_val_if_reached ("");
}
