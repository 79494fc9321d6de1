using System.Numerics.Tensors;
using Services.Agents.Offline.Classification;

namespace Intents.Training;

/// <summary>
/// Trains the layers over sentence embeddings: cross-entropy with smoothed labels, dropout of hidden units, Adam with decay of the weights
/// and a rate that falls to zero. Deterministic on one kind of processor: everything drawn comes from one seed.
/// </summary>
internal sealed class EmbeddingTrainer
{
    private const int Hidden = 256;
    private const int Epochs = 8;
    private const int Batch = 32;
    private const float Rate = 1e-3f;
    private const float Decay = 0.01f;
    private const float Dropout = 0.5f;
    private const float Smoothing = 0.05f;
    private const int Seed = 20260703;

    private readonly int _inputs;
    private readonly int _intents;
    private readonly Random _random = new(Seed);
    private readonly AdamParameters _hiddenWeights;
    private readonly AdamParameters _hiddenBias;
    private readonly AdamParameters _weights;
    private readonly AdamParameters _bias;

    private EmbeddingTrainer(int inputs, int intents)
    {
        (_inputs, _intents) = (inputs, intents);
        _hiddenWeights = new AdamParameters(Hidden * inputs, _random, Math.Sqrt(6.0 / inputs), Decay);
        _hiddenBias = new AdamParameters(Hidden, _random, 0, 0);
        _weights = new AdamParameters(intents * Hidden, _random, Math.Sqrt(3.0 / Hidden), Decay);
        _bias = new AdamParameters(intents, _random, 0, 0);
    }

    public static EmbeddingLayers Train(IReadOnlyList<Row> rows, int intents)
    {
        var trainer = new EmbeddingTrainer(rows[0].Embedding.Length, intents);
        trainer.Run([.. rows]);
        return new EmbeddingLayers
        {
            Inputs = trainer._inputs,
            HiddenWeights = trainer._hiddenWeights.Values,
            HiddenBias = trainer._hiddenBias.Values,
            Weights = trainer._weights.Values,
            Bias = trainer._bias.Values,
        };
    }

    private void Run(Row[] rows)
    {
        AdamParameters[] all = [_hiddenWeights, _hiddenBias, _weights, _bias];
        var batches = (rows.Length + Batch - 1) / Batch;
        for (var step = 0; step < Epochs * batches; step++)
        {
            if (step % batches == 0)
            {
                _random.Shuffle(rows);
            }

            var batch = rows.AsSpan(step % batches * Batch);
            batch = batch[..Math.Min(Batch, batch.Length)];
            foreach (var row in batch)
            {
                Learn(row, batch.Length);
            }

            foreach (var parameters in all)
            {
                parameters.Step(Rate * (1 - (float)step / (Epochs * batches)), step + 1);
            }
        }
    }

    private void Learn(Row row, int batch)
    {
        var hidden = new float[Hidden];
        for (var h = 0; h < Hidden; h++)
        {
            var value = _hiddenBias.Values[h] + TensorPrimitives.Dot(_hiddenWeights.Values.AsSpan(h * _inputs, _inputs), row.Embedding);
            hidden[h] = value <= 0 || _random.NextSingle() < Dropout ? 0 : value / (1 - Dropout);
        }

        var error = new float[_intents];
        for (var i = 0; i < _intents; i++)
        {
            error[i] = _bias.Values[i] + TensorPrimitives.Dot(_weights.Values.AsSpan(i * Hidden, Hidden), hidden);
        }

        TensorPrimitives.SoftMax(error, error);
        TensorPrimitives.Subtract(error, Smoothing / _intents, error);
        error[row.Label] -= 1 - Smoothing;
        TensorPrimitives.Multiply(error, row.Weight / batch, error);

        var back = new float[Hidden];
        _bias.Add(0, error);
        for (var i = 0; i < _intents; i++)
        {
            _weights.Add(i * Hidden, hidden, error[i]);
            TensorPrimitives.MultiplyAdd(_weights.Values.AsSpan(i * Hidden, Hidden), error[i], back, back);
        }

        for (var h = 0; h < Hidden; h++)
        {
            if (hidden[h] > 0)
            {
                _hiddenWeights.Add(h * _inputs, row.Embedding, back[h] / (1 - Dropout));
                _hiddenBias.Gradient[h] += back[h] / (1 - Dropout);
            }
        }
    }

    /// <summary>An example's embedding, the place of its intent, and how much it counts.</summary>
    public sealed record Row(float[] Embedding, int Label, float Weight);
}
