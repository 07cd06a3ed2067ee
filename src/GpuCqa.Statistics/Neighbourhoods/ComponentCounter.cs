using GpuCqa.Compute;

namespace GpuCqa.Statistics;

/// <summary>Counts the orders of a block in which the readout lies as far in the leading components as it was observed to.</summary>
/// <remarks>A product with a component is a sum over the head of an order plus one over its tail, each made once.</remarks>
internal sealed class ComponentCounter(double[][] components, IReadOnlyList<int> numbers, double[] cuts, double[] scores)
{
    public long Count(PermutationOrders orders)
    {
        int most = numbers[^1], places = orders.HeadLots.Length;
        double[][] heads = Array.ConvertAll(orders.Heads, order => Products(order, orders.HeadLots, 0, most));
        double[][] tails = Array.ConvertAll(orders.Tails, order => Products(order, orders.TailLots, places, most));
        long count = 0;
        foreach (double[] head in heads)
        {
            foreach (double[] tail in tails)
            {
                double explained = 0;
                for (int k = 0, at = 0; k < most; k++)
                {
                    double product = head[k] + tail[k];
                    explained += product * product;
                    if (numbers[at] != k + 1) continue;
                    if (explained >= cuts[at++])
                    {
                        count++;
                        break;
                    }
                }
            }
        }

        return count;
    }

    private double[] Products(int[] order, int[] lots, int firstPlace, int most)
    {
        double[] products = new double[most];
        for (int k = 0; k < most; k++)
        {
            double sum = 0;
            for (int i = 0; i < order.Length; i++) sum += components[k][firstPlace + i] * scores[lots[order[i]]];
            products[k] = sum;
        }

        return products;
    }
}
