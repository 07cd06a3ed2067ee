namespace GpuCqa.Compute;

/// <summary>How the gradient of an epoch moves the cells of a layout.</summary>
public enum LayoutOptimizer
{
    /// <summary>Steps of learning rate times gradient.</summary>
    GradientDescent,

    /// <summary>Adam (Kingma and Ba, 2015) with beta1 0.5, beta2 0.9 and epsilon 1e-7, uwot's choice for batches.</summary>
    Adam,
}
