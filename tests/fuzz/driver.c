/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target without libFuzzer: over a folder of seeds and seeded mutations of them, the same every time. */
#include "fuzz.h"

#include <glib.h>
#include <string.h>

#define MUTATIONS_PER_SEED 400

static const char *seeds_folder;

/* Bytes that mean something to a parser are worth more than random ones. */
static const char *const pieces[] = { "\"", "{", "}", "[", "]", ",", ":", "null", "-", "1e999", "NaN", "\\u0000",
                                      "\r\n", "99999999999999999999", "\xff\xfe", "\xc3", "'", "=", "true",
                                      "[[[[[[[[" };

static void
mutate (GByteArray *bytes, GRand *random)
{
  guint at = bytes->len == 0 ? 0 : g_rand_int_range (random, 0, bytes->len);
  guint most = g_rand_int_range (random, 1, 24);
  guint tail = bytes->len - at;
  guint n = MIN (tail, most);
  const char *piece = pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))];

  switch (g_rand_int_range (random, 0, 5))
    {
    case 0: /* cut short */
      g_byte_array_set_size (bytes, at);
      break;
    case 1:
      if (n > 0)
        g_byte_array_remove_range (bytes, at, n);
      break;
    case 2:
      if (bytes->len > 0)
        bytes->data[at] = g_rand_int_range (random, 0, 256);
      break;
    case 3: /* a stretch once more at the end */
      if (n > 0)
        {
          g_autofree guint8 *stretch = g_memdup2 (bytes->data + at, n);

          g_byte_array_append (bytes, stretch, n);
        }
      break;
    default:
      g_byte_array_set_size (bytes, bytes->len + strlen (piece));
      memmove (bytes->data + at + strlen (piece), bytes->data + at, tail);
      memcpy (bytes->data + at, piece, strlen (piece));
      break;
    }
}

/* A copy on the heap of just that size, so that a read past the end is seen. */
static void
feed (const guint8 *data, gsize size)
{
  g_autofree guint8 *exact = size == 0 ? g_malloc (1) : g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (exact, size);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

static void
test_seeds (void)
{
  g_autoptr (GDir) folder = g_dir_open (seeds_folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) random = g_rand_new_with_seed (20261123);

  g_assert_nonnull (folder);
  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_assert_cmpuint (names->len, >, 0);
  feed (NULL, 0);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (seeds_folder, names->pdata[i], NULL);
      g_autofree char *seed = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &seed, &length, NULL));
      feed ((guint8 *) seed, length);
      for (guint j = 0; j < MUTATIONS_PER_SEED; j++)
        {
          g_autoptr (GByteArray) bytes = g_byte_array_append (g_byte_array_new (), (guint8 *) seed, length);

          for (guint k = 0; k <= j % 4; k++)
            mutate (bytes, random);
          feed (bytes->data, bytes->len);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  seeds_folder = argv[1];
  g_test_add_func ("/fuzz/seeds", test_seeds);
  return g_test_run ();
}
