using System.Numerics.Tensors;

namespace Intents.Training;

/// <summary>Numbers that are learned, with their gradient and its running moments (Adam with decoupled decay).</summary>
internal sealed class AdamParameters
{
    private const float FirstDecay = 0.9f;
    private const float SecondDecay = 0.999f;

    private readonly float[] _first;
    private readonly float[] _second;
    private readonly float[] _scratch;
    private readonly float _decay;

    public AdamParameters(int count, Random random, double range, float decay)
    {
        (Values, Gradient) = (new float[count], new float[count]);
        (_first, _second, _scratch) = (new float[count], new float[count], new float[count]);
        _decay = decay;
        for (var i = 0; i < count; i++)
        {
            Values[i] = (float)((random.NextDouble() * 2 - 1) * range);
        }
    }

    public float[] Values { get; }

    public float[] Gradient { get; }

    /// <summary>Adds to the gradient from a place on.</summary>
    public void Add(int at, ReadOnlySpan<float> values, float factor = 1)
    {
        var gradient = Gradient.AsSpan(at, values.Length);
        TensorPrimitives.MultiplyAdd(values, factor, gradient, gradient);
    }

    /// <summary>Moves against the gradient, and forgets it.</summary>
    /// <param name="rate">How far.</param>
    /// <param name="step">Which step it is, from 1.</param>
    public void Step(float rate, int step)
    {
        TensorPrimitives.Multiply(_first, FirstDecay, _first);
        TensorPrimitives.MultiplyAdd(Gradient, 1 - FirstDecay, _first, _first);
        TensorPrimitives.Multiply(Gradient, Gradient, _scratch);
        TensorPrimitives.Multiply(_second, SecondDecay, _second);
        TensorPrimitives.MultiplyAdd(_scratch, 1 - SecondDecay, _second, _second);
        TensorPrimitives.Divide(_second, 1 - MathF.Pow(SecondDecay, step), _scratch);
        TensorPrimitives.Sqrt(_scratch, _scratch);
        TensorPrimitives.Add(_scratch, 1e-8f, _scratch);
        TensorPrimitives.Divide(_first, _scratch, _scratch);
        TensorPrimitives.Multiply(Values, 1 - rate * _decay, Values);
        TensorPrimitives.MultiplyAdd(_scratch, -rate / (1 - MathF.Pow(FirstDecay, step)), Values, Values);
        Array.Clear(Gradient);
    }
}
