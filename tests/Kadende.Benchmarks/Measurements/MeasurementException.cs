namespace Kadende.Benchmarks.Measurements;

/// <summary>Something did not go as a measurement needs it; there is no figure.</summary>
internal sealed class MeasurementException(string message) : Exception(message);
