/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list that sorts and filters row numbers. */
#include "fair-index-model.h"

#include <math.h>
#include <stdlib.h>

#define N 500

static void
expect_rows (FairIndexModel *model, const guint *wanted, guint n)
{
  guint n_shown;
  const guint *rows = fair_index_model_get_rows (model, &n_shown);

  g_assert_cmpuint (n_shown, ==, n);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FairIndexRow) row = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_assert_cmpuint (rows[i], ==, wanted[i]);
      g_assert_cmpuint (fair_index_row_get_number (row), ==, wanted[i]);
      g_assert_cmpuint (fair_index_model_find (model, wanted[i]), ==, i);
    }
}

static void
test_sort (void)
{
  static const double keys[] = { 3, NAN, 1, 3, -2, NAN };
  static const guint8 shown[] = { 1, 1, 0, 1, 1, 0 };
  g_autoptr (FairIndexModel) model = fair_index_model_new ();

  fair_index_model_arrange (model, 6, NULL, FALSE, NULL);
  expect_rows (model, (guint[]) { 0, 1, 2, 3, 4, 5 }, 6);
  fair_index_model_arrange (model, 6, keys, FALSE, NULL);
  expect_rows (model, (guint[]) { 4, 2, 0, 3, 1, 5 }, 6);
  fair_index_model_arrange (model, 6, keys, TRUE, NULL);
  expect_rows (model, (guint[]) { 0, 3, 2, 4, 1, 5 }, 6);
  fair_index_model_arrange (model, 6, keys, TRUE, shown);
  expect_rows (model, (guint[]) { 0, 3, 4, 1 }, 4);
  g_assert_cmpuint (fair_index_model_find (model, 2), ==, FAIR_NO_POSITION);
  fair_index_model_arrange (model, 6, NULL, FALSE, shown);
  expect_rows (model, (guint[]) { 0, 1, 3, 4 }, 4);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 4));
}

static void
test_nothing (void)
{
  g_autoptr (FairIndexModel) model = fair_index_model_new ();

  fair_index_model_arrange (model, 0, NULL, TRUE, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 0));
  g_assert_cmpuint (fair_index_model_find (model, 0), ==, FAIR_NO_POSITION);
}

/* A place is the same object for as long as it is held, whatever row stands there; after that it is made anew. */
static void
test_identity (void)
{
  static const double keys[] = { 1, 2, 3 };
  static const guint8 shown[] = { 1, 0, 0 };
  g_autoptr (FairIndexModel) model = fair_index_model_new ();
  g_autoptr (FairIndexRow) first = NULL;
  g_autoptr (FairIndexRow) again = NULL;
  g_autoptr (FairIndexRow) last = NULL;
  g_autoptr (FairIndexRow) other = NULL;
  gpointer watched;

  fair_index_model_arrange (model, 3, NULL, FALSE, NULL);
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  last = g_list_model_get_item (G_LIST_MODEL (model), 2);
  g_assert_cmpuint (fair_index_row_get_number (first), ==, 0);
  fair_index_model_arrange (model, 3, keys, TRUE, NULL);
  again = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_true (first == again);
  g_assert_cmpuint (fair_index_row_get_number (first), ==, 2);
  g_assert_cmpuint (fair_index_row_get_number (last), ==, 0);
  fair_index_model_arrange (model, 3, keys, TRUE, shown);
  fair_index_model_arrange (model, 3, NULL, FALSE, NULL);
  other = g_list_model_get_item (G_LIST_MODEL (model), 2);
  g_assert_true (other != last);
  watched = other;
  g_object_add_weak_pointer (G_OBJECT (other), &watched);
  g_clear_object (&other);
  g_assert_null (watched);
  g_clear_object (&model);
  g_assert_cmpuint (fair_index_row_get_number (first), ==, 0);
}

/* Somebody who follows `items-changed` alone knows how many places there are, and is told of the end only. */
static void
on_changed (GListModel *list, guint position, guint removed, guint added, gpointer data)
{
  guint *n = data;

  g_assert_true (removed == 0 || added == 0);
  g_assert_cmpuint (position + removed, ==, *n);
  *n += added - removed;
}

static void
test_follow (void)
{
  g_autoptr (FairIndexModel) model = fair_index_model_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (FairIndexRow) held = NULL;
  double keys[N];
  guint8 shown[N];
  guint n_told = 0;

  g_signal_connect (model, "items-changed", G_CALLBACK (on_changed), &n_told);
  for (guint round = 0; round < 200; round++)
    {
      guint n;
      const guint *rows;

      for (guint i = 0; i < N; i++)
        {
          keys[i] = g_rand_int_range (random, 0, 20) == 0 ? NAN : g_rand_int_range (random, 0, 30);
          shown[i] = g_rand_int_range (random, 0, 200) < (int) round;
        }
      fair_index_model_arrange (model, N, round % 3 == 0 ? NULL : keys, round % 2, shown);
      rows = fair_index_model_get_rows (model, &n);
      g_assert_cmpuint (n, ==, n_told);
      for (guint i = 0; i < n; i++)
        {
          g_assert_true (shown[rows[i]]);
          g_assert_true (round % 3 == 0 || i == 0 || isnan (keys[rows[i]])
                         || (round % 2 ? keys[rows[i - 1]] >= keys[rows[i]] : keys[rows[i - 1]] <= keys[rows[i]]));
        }
      g_clear_object (&held);
      held = g_list_model_get_item (G_LIST_MODEL (model), n / 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/rows/sort", test_sort);
  g_test_add_func ("/app/rows/nothing", test_nothing);
  g_test_add_func ("/app/rows/identity", test_identity);
  g_test_add_func ("/app/rows/follow", test_follow);
  return g_test_run ();
}
