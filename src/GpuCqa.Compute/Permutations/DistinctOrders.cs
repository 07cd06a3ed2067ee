namespace GpuCqa.Compute;

/// <summary>All distinct orders of lots in classes, cut into blocks; lots may be kept to parts of the places, each ordered by itself.</summary>
/// <remarks>
/// The first and the last places are arranged apart. A choice says how many lots of each class stand in the last places of the part that the cut goes through; its arrangements of
/// the first places times those of the last are its orders. Both sides are cut into pieces of consecutive arrangements, of even length and short enough for the caches, and a block
/// is one piece of each.
/// </remarks>
internal sealed class DistinctOrders
{
    private const int MostHeads = 5040;
    private const int MostTails = 720;
    private const int MostPlaces = 1 << 22;

    private readonly Choice[] choices;
    private readonly int[] firstBlocks;

    /// <summary>Cuts the orders.</summary>
    /// <param name="parts">The lots of consecutive places; each part is ordered by itself.</param>
    /// <param name="tail">Number of last places.</param>
    public DistinctOrders(LotClasses[] parts, int tail)
    {
        int[] sizes = [.. parts.Select(p => p.Sizes.Sum())];
        int lots = sizes.Sum(), cut = 0, before = 0;
        while (cut < parts.Length - 1 && before + sizes[cut] <= lots - tail) before += sizes[cut++];
        int heads = Math.Clamp(MostPlaces / Math.Max(1, lots - tail), 64, MostHeads), tails = Math.Clamp(MostPlaces / tail, 64, MostTails);
        int inCut = Math.Min(sizes[cut], tail - sizes[(cut + 1)..].Sum());
        choices = [.. parts[cut].Choices(inCut).Select(chosen => Choice.Of(parts, cut, chosen, heads, tails))];
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
        return new PermutationOrders(choice.HeadLots, choice.Head.Arrange(firstHead, heads), choice.TailLots, choice.Tail.Arrange(firstTail, tails));
    }

    private (Choice Choice, (long First, int Count) Heads, (long First, int Count) Tails) At(int block)
    {
        int at = Array.BinarySearch(firstBlocks, block);
        Choice choice = choices[at >= 0 ? at : ~at - 1];
        int piece = block - firstBlocks[at >= 0 ? at : ~at - 1];
        return (choice, Piece(choice.Head.Count, choice.HeadPieces, piece / choice.TailPieces), Piece(choice.Tail.Count, choice.TailPieces, piece % choice.TailPieces));
    }

    private static (long First, int Count) Piece(long all, int pieces, int piece)
    {
        long first = (long)((Int128)all * piece / pieces);
        return (first, (int)((long)((Int128)all * (piece + 1) / pieces) - first));
    }

    private sealed record Choice(int[] HeadLots, ArrangedParts Head, int[] TailLots, ArrangedParts Tail, int HeadPieces, int TailPieces)
    {
        public static Choice Of(LotClasses[] parts, int cut, int[] chosen, int mostHeads, int mostTails)
        {
            int[] others = [.. parts[cut].Sizes.Zip(chosen, (all, tail) => all - tail)];
            (int[] last, int[] first) = parts[cut].Split(chosen);
            var head = new ArrangedParts([.. parts[..cut].Select(p => p.Sizes), others]);
            var tail = new ArrangedParts([chosen, .. parts[(cut + 1)..].Select(p => p.Sizes)]);
            return new Choice(
                [.. parts[..cut].SelectMany(All), .. first], head, [.. last, .. parts[(cut + 1)..].SelectMany(All)], tail,
                checked((int)((head.Count + mostHeads - 1) / mostHeads)), checked((int)((tail.Count + mostTails - 1) / mostTails)));
        }

        private static int[] All(LotClasses part) => part.Split(part.Sizes).Chosen;
    }
}
