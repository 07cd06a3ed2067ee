namespace GpuCqa.Compute;

/// <summary>One lane.</summary>
internal readonly unsafe struct PairLanesScalar : IPairLanes<int>
{
    public static int Count => 1;

    public static int Load(int* from) => *from;

    public static void Store(int vector, int* to) => *to = vector;

    public static int Fill(int value) => value;

    public static int MultiplyAdd(int a, int b, int c) => c + ((short)a * (short)b) + ((a >> 16) * (b >> 16));

    public static int Max(int a, int b) => Math.Max(a, b);

    public static bool AnyGreater(int a, int b) => a > b;

    public static uint GreaterMask(int a, int b) => a > b ? 1u : 0;
}
