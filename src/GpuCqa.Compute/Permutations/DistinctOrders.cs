namespace GpuCqa.Compute;

/// <summary>All distinct orders of lots in classes, cut into blocks.</summary>
/// <remarks>
/// A choice says how many lots of each class stand in the last places; its arrangements of the first places times those of the last are its orders. Both
/// sides are cut into pieces of consecutive arrangements, of even length and short enough for the caches, and a block is one piece of each.
/// </remarks>
internal sealed class DistinctOrders
{
    private const int MostHeads = 5040;
    private const int MostTails = 720;
    private const int MostPlaces = 1 << 22;

    private readonly LotClasses classes;
    private readonly Choice[] choices;
    private readonly int[] firstBlocks;

    /// <summary>Cuts the orders.</summary>
    /// <param name="classes">The lots.</param>
    /// <param name="tail">Number of last places.</param>
    public DistinctOrders(LotClasses classes, int tail)
    {
        this.classes = classes;
        int[] sizes = classes.Sizes;
        int heads = Math.Clamp(MostPlaces / Math.Max(1, sizes.Sum() - tail), 64, MostHeads), tails = Math.Clamp(MostPlaces / tail, 64, MostTails);
        choices = [.. classes.Choices(tail).Select(chosen => Choice.Of(sizes, chosen, heads, tails))];
        firstBlocks = new int[choices.Length];
        for (int i = 0; i < choices.Length; i++)
        {
            firstBlocks[i] = Blocks;
            Blocks = checked(Blocks + (choices[i].HeadPieces * choices[i].TailPieces));
        }
    }

    /// <summary>Number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>Number of orders in a block.</summary>
    public long OrdersIn(int block)
    {
        (_, (_, int heads), (_, int tails)) = At(block);
        return (long)heads * tails;
    }

    /// <summary>The orders of a block.</summary>
    public PermutationOrders Orders(int block)
    {
        (Choice choice, (long firstHead, int heads), (long firstTail, int tails)) = At(block);
        (int[] tailLots, int[] headLots) = classes.Split(choice.Tail);
        return new PermutationOrders(headLots, LotClasses.Arrange(choice.Head, firstHead, heads), tailLots, LotClasses.Arrange(choice.Tail, firstTail, tails));
    }

    private (Choice Choice, (long First, int Count) Heads, (long First, int Count) Tails) At(int block)
    {
        int at = Array.BinarySearch(firstBlocks, block);
        Choice choice = choices[at >= 0 ? at : ~at - 1];
        int piece = block - firstBlocks[at >= 0 ? at : ~at - 1];
        return (choice, Piece(choice.Heads, choice.HeadPieces, piece / choice.TailPieces), Piece(choice.Tails, choice.TailPieces, piece % choice.TailPieces));
    }

    private static (long First, int Count) Piece(long all, int pieces, int piece)
    {
        long first = all * piece / pieces;
        return (first, (int)((all * (piece + 1) / pieces) - first));
    }

    private sealed record Choice(int[] Head, int[] Tail, long Heads, long Tails, int HeadPieces, int TailPieces)
    {
        public static Choice Of(int[] sizes, int[] tail, int mostHeads, int mostTails)
        {
            int[] head = [.. sizes.Zip(tail, (all, chosen) => all - chosen)];
            long heads = LotClasses.Arrangements(head), tails = LotClasses.Arrangements(tail);
            return new Choice(head, tail, heads, tails, checked((int)((heads + mostHeads - 1) / mostHeads)), checked((int)((tails + mostTails - 1) / mostTails)));
        }
    }
}
