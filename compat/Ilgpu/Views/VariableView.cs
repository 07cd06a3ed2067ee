namespace ILGPU;

/// <summary>A view of one value.</summary>
public readonly struct VariableView<T>(ArrayView<T> baseView)
    where T : unmanaged
{
    public static readonly int VariableSize = ArrayView<T>.ElementSize;

    public ArrayView<T> BaseView { get; } = baseView;

    public bool IsValid => BaseView.IsValid;

    public ref T Value => ref BaseView[0];

    public void CopyTo(VariableView<T> targetView) => targetView.Value = Value;

    public void CopyFrom(VariableView<T> sourceView) => Value = sourceView.Value;

    public override string ToString() => Value.ToString()!;
}
