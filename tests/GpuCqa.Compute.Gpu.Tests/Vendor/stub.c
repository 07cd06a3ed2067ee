/* The entry points of cuBLAS and cuSOLVER that the engine calls, on host memory and column by column as in the vendor's documentation:
   a wrong order of arguments, a wrong leading dimension or a wrong triangle gives a wrong product or a status. */
#include <math.h>
#include <stdlib.h>

static int handles = 0;
static void *stream = (void *)-1;

int stub_handles(void) { return handles; }
int cublasGetProperty(int type, int *value) { *value = type == 0 ? 13 : 1; return 0; }
int cublasCreate_v2(void **handle) { *handle = &handles; handles++; return 0; }
int cublasDestroy_v2(void *handle) { if (handle != &handles) return 1; handles--; return 0; }
int cublasSetStream_v2(void *handle, void *s) { if (handle != &handles) return 1; stream = s; return 0; }

int cublasDsyrk_v2(void *handle, int uplo, int trans, int n, int k, const double *alpha, const double *a, int lda, const double *beta, double *c, int ldc)
{
    if (handle != &handles) return 1;
    if (n < 0 || k < 0 || lda < (trans ? k : n) || ldc < n || (uplo != 0 && uplo != 1) || trans < 0 || trans > 2) return 7;
    for (int j = 0; j < n; j++)
        for (int i = 0; i < n; i++) {
            if (uplo == 0 ? i < j : i > j) continue;
            double sum = 0;
            for (int p = 0; p < k; p++) sum += trans ? a[p + (size_t)i * lda] * a[p + (size_t)j * lda] : a[i + (size_t)p * lda] * a[j + (size_t)p * lda];
            c[i + (size_t)j * ldc] = *alpha * sum + (*beta == 0 ? 0 : *beta * c[i + (size_t)j * ldc]);
        }
    return 0;
}

int cublasDgemm_v2(void *handle, int ta, int tb, int m, int n, int k, const double *alpha, const double *a, int lda, const double *b, int ldb, const double *beta, double *c, int ldc)
{
    if (handle != &handles) return 1;
    if (m > 4000) return 3; /* as if memory had run out */
    if (m < 0 || n < 0 || k < 0 || lda < (ta ? k : m) || ldb < (tb ? n : k) || ldc < m) return 7;
    for (int j = 0; j < n; j++)
        for (int i = 0; i < m; i++) {
            double sum = 0;
            for (int p = 0; p < k; p++) sum += (ta ? a[p + (size_t)i * lda] : a[i + (size_t)p * lda]) * (tb ? b[j + (size_t)p * ldb] : b[p + (size_t)j * ldb]);
            c[i + (size_t)j * ldc] = *alpha * sum + (*beta == 0 ? 0 : *beta * c[i + (size_t)j * ldc]);
        }
    return 0;
}

int cublasSgemm_v2(void *handle, int ta, int tb, int m, int n, int k, const float *alpha, const float *a, int lda, const float *b, int ldb, const float *beta, float *c, int ldc)
{
    if (handle != &handles) return 1;
    if (ta || tb || m < 0 || n < 0 || k < 0 || lda < m || ldb < k || ldc < m) return 7;
    for (int j = 0; j < n; j++)
        for (int i = 0; i < m; i++) {
            float sum = 0;
            for (int p = 0; p < k; p++) sum += a[i + (size_t)p * lda] * b[p + (size_t)j * ldb];
            c[i + (size_t)j * ldc] = *alpha * sum + (*beta == 0 ? 0 : *beta * c[i + (size_t)j * ldc]);
        }
    return 0;
}

int cusolverGetProperty(int type, int *value) { *value = type == 0 ? 12 : 0; return 0; }
int cusolverDnCreate(void **handle) { *handle = &stream; handles++; return 0; }
int cusolverDnDestroy(void *handle) { if (handle != &stream) return 1; handles--; return 0; }
int cusolverDnSetStream(void *handle, void *s) { return handle == &stream ? 0 : 1; }

int cusolverDnDsyevdx_bufferSize(void *handle, int jobz, int range, int uplo, int n, const double *a, int lda, double vl, double vu, int il, int iu, int *meig, const double *w, int *lwork)
{
    if (handle != &stream || jobz != 1 || range != 1002 || (uplo != 0 && uplo != 1) || lda < n || il < 1 || iu > n || il > iu || !meig || !a || !w) return 3;
    *lwork = 2 * n * n + n;
    return 0;
}

/* Cyclic Jacobi on the given triangle, then the pairs il to iu in rising order. */
int cusolverDnDsyevdx(void *handle, int jobz, int range, int uplo, int n, double *a, int lda, double vl, double vu, int il, int iu, int *meig, double *w, double *work, int lwork, int *info)
{
    if (handle != &stream || jobz != 1 || range != 1002 || lda < n || il < 1 || iu > n || lwork < 2 * n * n + n) return 3;
    double *s = work, *v = work + (size_t)n * n, *d = work + 2 * (size_t)n * n;
    for (int j = 0; j < n; j++)
        for (int i = 0; i < n; i++) {
            int low = uplo == 0 ? i >= j : i <= j;
            s[i + (size_t)j * n] = low ? a[i + (size_t)j * lda] : a[j + (size_t)i * lda];
            v[i + (size_t)j * n] = i == j;
        }
    for (int sweep = 0; sweep < 40; sweep++) {
        double off = 0, all = 0;
        for (int j = 0; j < n; j++) for (int i = 0; i < n; i++) { double x = s[i + (size_t)j * n]; all += x * x; if (i != j) off += x * x; }
        if (off <= 1e-30 * all) break;
        for (int p = 0; p < n; p++)
            for (int q = p + 1; q < n; q++) {
                double x = s[p + (size_t)q * n];
                if (x == 0) continue;
                double theta = (s[q + (size_t)q * n] - s[p + (size_t)p * n]) / (2 * x), t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1)), c = 1 / sqrt(t * t + 1), z = t * c;
                for (int i = 0; i < n; i++) { double y = s[i + (size_t)p * n], u = s[i + (size_t)q * n]; s[i + (size_t)p * n] = c * y - z * u; s[i + (size_t)q * n] = z * y + c * u; }
                for (int i = 0; i < n; i++) { double y = s[p + (size_t)i * n], u = s[q + (size_t)i * n]; s[p + (size_t)i * n] = c * y - z * u; s[q + (size_t)i * n] = z * y + c * u; }
                for (int i = 0; i < n; i++) { double y = v[i + (size_t)p * n], u = v[i + (size_t)q * n]; v[i + (size_t)p * n] = c * y - z * u; v[i + (size_t)q * n] = z * y + c * u; }
            }
    }
    for (int i = 0; i < n; i++) d[i] = s[i + (size_t)i * n];
    for (int k = 0; k < n; k++) { /* selection: eigenvalue k in rising order */
        int least = -1;
        for (int i = 0; i < n; i++) if (!isnan(d[i]) && (least < 0 || d[i] < d[least])) least = i;
        if (k >= il - 1 && k < iu) {
            w[k - il + 1] = d[least];
            for (int i = 0; i < n; i++) a[i + (size_t)(k - il + 1) * lda] = v[i + (size_t)least * n];
        }
        d[least] = NAN;
    }
    *meig = iu - il + 1;
    *info = 0;
    return 0;
}
