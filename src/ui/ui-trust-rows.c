/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-trust-rows.c: checks and certificates as rows. */
#define G_LOG_DOMAIN "ui-trust-rows"

#include "ui-trust-rows.h"
#include "ui-text.h"
#include "ui-trust.h"

#include <glib/gi18n.h>
#include <string.h>

/* The check ids of CLI.md with their names on the sheet (UI.md 5.4) */
static const struct
{
  const char *id;
  const char *title;
} titles[] = {
  { "resolve", N_ ("Server") },         { "connect", N_ ("Reached") },
  { "tls", N_ ("Protection") },         { "chain", N_ ("Issuer") },
  { "validity", N_ ("Valid") },         { "identity", N_ ("Name Match") },
  { "key-usage", N_ ("Key Use") },      { "strength", N_ ("Key") },
  { "revocation", N_ ("Revocation") },  { "dane", N_ ("DNS Pinning") },
  { "continuity", N_ ("Seen Before") }, { "options", N_ ("Answer") },
};

static const char *
get_title (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].id, id))
      return _ (titles[i].title);
  return id;
}

GtkWidget *
ui_trust_fact_row_new (const char *icon_name,
                       const char *style,
                       const char *title,
                       const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (style != NULL)
    gtk_widget_add_css_class (icon, style);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}

GtkWidget *
ui_trust_step_row_new (PhoneTrustStep *step)
{
  PhoneTrustStatus status = phone_trust_step_get_status (step);
  const char *title = get_title (phone_trust_step_get_id (step));
  const char *detail = phone_trust_step_get_detail (step);
  GtkWidget *row = ui_trust_fact_row_new (ui_trust_get_status_icon_name (status),
                                          ui_trust_get_status_style (status), title,
                                          detail != NULL ? detail : "");
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", title, ui_trust_get_status_word (status),
                                           detail != NULL ? detail : "");

  ui_text_set_only_name (row, name);
  return row;
}

static void
add_field (AdwExpanderRow *row, const char *title, const char *text, gboolean monospace)
{
  GtkWidget *field;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "caption");
  gtk_widget_add_css_class (heading, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (monospace)
    {
      gtk_widget_add_css_class (label, "fingerprint");
      gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
    }
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), label);
  field = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (field), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (field), FALSE);
  adw_expander_row_add_row (row, field);
}

static char *
group_fingerprint (const char *hex)
{
  GString *grouped = g_string_new (NULL);

  for (gsize i = 0; hex[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (grouped, ' ');
      g_string_append_c (grouped, hex[i]);
    }
  return g_string_free (grouped, FALSE);
}

/* The common name out of an RFC 4514 name, which is what a person recognises */
static char *
short_name (const char *subject)
{
  const char *start = g_str_has_prefix (subject, "CN=") ? subject : strstr (subject, ",CN=");
  GString *name;

  if (start == NULL)
    return g_strdup (subject);
  name = g_string_new (NULL);
  for (const char *p = strchr (start, '=') + 1; *p != '\0' && *p != ',' && *p != '+'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      g_string_append_c (name, *p);
    }
  return g_string_free (name, FALSE);
}

GtkWidget *
ui_trust_certificate_row_new (PhoneCertificate *certificate, gboolean show_fingerprint)
{
  GtkWidget *row = adw_expander_row_new ();
  const char *const *san = phone_certificate_get_san (certificate);
  g_autofree char *title = short_name (phone_certificate_get_subject (certificate));
  g_autofree char *from = ui_text_dup_date (phone_certificate_get_not_before (certificate));
  g_autofree char *to = ui_text_dup_date (phone_certificate_get_not_after (certificate));
  /* Translators: first and last day of a certificate */
  g_autofree char *validity = g_strdup_printf (_ ("%s to %s"), from, to);
  g_autofree char *sha256 = group_fingerprint (phone_certificate_get_sha256 (certificate));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), validity);
  add_field (ADW_EXPANDER_ROW (row), _ ("Subject"), phone_certificate_get_subject (certificate),
             FALSE);
  add_field (ADW_EXPANDER_ROW (row), _ ("Issuer"), phone_certificate_get_issuer (certificate),
             FALSE);
  if (san != NULL && san[0] != NULL)
    {
      g_autofree char *names = g_strjoinv ("\n", (char **) san);

      add_field (ADW_EXPANDER_ROW (row), _ ("Names"), names, FALSE);
    }
  add_field (ADW_EXPANDER_ROW (row), _ ("Key"), phone_certificate_get_key (certificate), FALSE);
  add_field (ADW_EXPANDER_ROW (row), _ ("Signature"), phone_certificate_get_signature (certificate),
             FALSE);
  if (show_fingerprint)
    add_field (ADW_EXPANDER_ROW (row), _ ("SHA-256"), sha256, TRUE);
  return row;
}
