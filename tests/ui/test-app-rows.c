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

  fair_index_model_set_rows (model, 6);
  expect_rows (model, (guint[]) { 0, 1, 2, 3, 4, 5 }, 6);
  fair_index_model_arrange (model, keys, FALSE, NULL);
  expect_rows (model, (guint[]) { 4, 2, 0, 3, 1, 5 }, 6);
  fair_index_model_arrange (model, keys, TRUE, NULL);
  expect_rows (model, (guint[]) { 0, 3, 2, 4, 1, 5 }, 6);
  fair_index_model_arrange (model, keys, TRUE, shown);
  expect_rows (model, (guint[]) { 0, 3, 4, 1 }, 4);
  g_assert_cmpuint (fair_index_model_find (model, 2), ==, FAIR_NO_POSITION);
  fair_index_model_arrange (model, NULL, FALSE, shown);
  expect_rows (model, (guint[]) { 0, 1, 3, 4 }, 4);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 4));
}

static void
test_nothing (void)
{
  g_autoptr (FairIndexModel) model = fair_index_model_new ();

  fair_index_model_arrange (model, NULL, TRUE, NULL);
  fair_index_model_set_rows (model, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 0));
  g_assert_cmpuint (fair_index_model_find (model, 0), ==, FAIR_NO_POSITION);
}

/* A row is the same object for as long as it is held, and made anew after that; other data has other rows. */
static void
test_identity (void)
{
  static const double keys[] = { 1, 2, 3 };
  g_autoptr (FairIndexModel) model = fair_index_model_new ();
  g_autoptr (FairIndexRow) first = NULL;
  g_autoptr (FairIndexRow) moved = NULL;
  g_autoptr (FairIndexRow) other = NULL;
  gpointer watched;

  fair_index_model_set_rows (model, 3);
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  fair_index_model_arrange (model, keys, TRUE, NULL);
  moved = g_list_model_get_item (G_LIST_MODEL (model), 2);
  g_assert_true (first == moved);
  fair_index_model_set_rows (model, 3);
  other = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_true (other != first);
  watched = other;
  g_object_add_weak_pointer (G_OBJECT (other), &watched);
  g_clear_object (&other);
  g_assert_null (watched);
  other = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpuint (fair_index_row_get_number (other), ==, 0);
  g_clear_object (&model);
  g_assert_cmpuint (fair_index_row_get_number (other), ==, 0);
}

/* Somebody who follows `items-changed` alone. */
typedef struct
{
  GArray *rows;
  guint   n_told;
} Follower;

static void
on_changed (GListModel *list, guint position, guint removed, guint added, gpointer data)
{
  Follower *follower = data;

  follower->n_told++;
  g_array_remove_range (follower->rows, position, removed);
  for (guint i = 0; i < added; i++)
    {
      guint row = fair_index_model_get_row (FAIR_INDEX_MODEL (list), position + i);

      g_array_insert_val (follower->rows, position + i, row);
    }
}

static void
test_follow (void)
{
  g_autoptr (FairIndexModel) model = fair_index_model_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  Follower follower = { g_array_new (FALSE, FALSE, sizeof (guint)), 0 };
  double keys[N];
  guint8 shown[N];

  g_signal_connect (model, "items-changed", G_CALLBACK (on_changed), &follower);
  fair_index_model_set_rows (model, N);
  for (guint round = 0; round < 200; round++)
    {
      guint n;
      const guint *rows;

      for (guint i = 0; i < N; i++)
        {
          keys[i] = g_rand_int_range (random, 0, 20) == 0 ? NAN : g_rand_int_range (random, 0, 30);
          shown[i] = g_rand_int_range (random, 0, 200) < (int) round;
        }
      fair_index_model_arrange (model, round % 3 == 0 ? NULL : keys, round % 2, shown);
      rows = fair_index_model_get_rows (model, &n);
      g_assert_cmpuint (n, ==, follower.rows->len);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (rows[i], ==, g_array_index (follower.rows, guint, i));
          g_assert_true (shown[rows[i]]);
        }
      follower.n_told = 0;
      fair_index_model_arrange (model, round % 3 == 0 ? NULL : keys, round % 2, shown);
      g_assert_cmpuint (follower.n_told, ==, 0);
    }
  g_array_unref (follower.rows);
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
