/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-fold-box.c: a row that becomes a column when its window is narrow. */
#define G_LOG_DOMAIN "ui-fold-box"

#include "ui-fold-box.h"

#define SPACING_PX 12
#define FOLDED_SPACING_PX 6

struct _UiFoldBox
{
  GtkWidget parent_instance;
};

static GtkBuildableIface *parent_buildable_iface;

static void
ui_fold_box_add_child (GtkBuildable *buildable,
                       GtkBuilder *builder,
                       GObject *child,
                       const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
ui_fold_box_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = ui_fold_box_add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (UiFoldBox,
                               ui_fold_box,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      ui_fold_box_buildable_init))

static int
natural_width (GtkWidget *child)
{
  int natural = 0;

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
child_height (GtkWidget *child, int width, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, minimum, natural, NULL, NULL);
}

static gboolean
fits_in_a_row (GtkWidget *first, GtkWidget *second, int width)
{
  int beside = natural_width (second);

  return beside == 0 || width < 0 || natural_width (first) + SPACING_PX + beside <= width;
}

static GtkSizeRequestMode
ui_fold_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *first, GtkWidget *second, int *minimum, int *natural)
{
  int widths[2] = { 0, 0 };
  int beside = natural_width (second);

  if (first != NULL && gtk_widget_should_layout (first))
    gtk_widget_measure (first, GTK_ORIENTATION_HORIZONTAL, -1, &widths[0], NULL, NULL, NULL);
  if (beside > 0)
    gtk_widget_measure (second, GTK_ORIENTATION_HORIZONTAL, -1, &widths[1], NULL, NULL, NULL);
  *minimum = MAX (widths[0], widths[1]);
  *natural = natural_width (first) + (beside > 0 ? SPACING_PX + beside : 0);
}

static void
ui_fold_box_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = first != NULL ? gtk_widget_get_next_sibling (first) : NULL;
  int first_min, first_nat, second_min, second_nat;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (first, second, minimum, natural);
      return;
    }
  if (fits_in_a_row (first, second, for_size))
    {
      int beside = natural_width (second);
      int left = for_size < 0 || beside == 0 ? for_size : for_size - SPACING_PX - beside;

      child_height (first, left, &first_min, &first_nat);
      child_height (second, -1, &second_min, &second_nat);
      *minimum = MAX (first_min, second_min);
      *natural = MAX (first_nat, second_nat);
      return;
    }
  child_height (first, for_size, &first_min, &first_nat);
  child_height (second, for_size, &second_min, &second_nat);
  *minimum = first_min + FOLDED_SPACING_PX + second_min;
  *natural = first_nat + FOLDED_SPACING_PX + second_nat;
}

static void
allocate_row (GtkWidget *first, GtkWidget *second, int width, int height)
{
  int beside = natural_width (second);
  gboolean rtl = gtk_widget_get_direction (first) == GTK_TEXT_DIR_RTL;
  GtkAllocation left = { 0, 0, width, height };
  GtkAllocation right = { width - beside, 0, beside, height };

  if (beside > 0)
    {
      left.width = width - SPACING_PX - beside;
      if (rtl)
        {
          left.x = beside + SPACING_PX;
          right.x = 0;
        }
      gtk_widget_size_allocate (second, &right, -1);
    }
  gtk_widget_size_allocate (first, &left, -1);
}

static void
ui_fold_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = first != NULL ? gtk_widget_get_next_sibling (first) : NULL;
  GtkAllocation above = { 0, 0, width, 0 }, below = { 0, 0, width, 0 };
  int minimum;

  if (first == NULL)
    return;
  if (fits_in_a_row (first, second, width))
    {
      allocate_row (first, second, width, height);
      return;
    }
  child_height (second, width, &minimum, &below.height);
  above.height = MAX (height - FOLDED_SPACING_PX - below.height, 0);
  below.y = above.height + FOLDED_SPACING_PX;
  gtk_widget_size_allocate (first, &above, -1);
  gtk_widget_size_allocate (second, &below, -1);
}

static void
ui_fold_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ui_fold_box_parent_class)->dispose (object);
}

static void
ui_fold_box_class_init (UiFoldBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_fold_box_dispose;
  widget_class->get_request_mode = ui_fold_box_get_request_mode;
  widget_class->measure = ui_fold_box_measure;
  widget_class->size_allocate = ui_fold_box_size_allocate;
}

static void
ui_fold_box_init (UiFoldBox *self)
{
}
