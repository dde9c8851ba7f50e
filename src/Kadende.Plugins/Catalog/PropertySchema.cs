using System.Globalization;
using System.Text.Json;
using Kadende.Sdk.Providers;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Kadende.Plugins.Catalog;

/// <summary>The JSON schema of a plugin's own fields, and what does not fit it in plain words.</summary>
internal sealed class PropertySchema
{
    private readonly JsonSchema _schema;

    private PropertySchema(JsonSchema schema) => _schema = schema;

    public static async Task<PropertySchema> ParseAsync(string schema, CancellationToken cancellationToken) =>
        new(await JsonSchema.FromJsonAsync(schema, cancellationToken));

    /// <summary>Every fault, each at its path below the properties.</summary>
    public IReadOnlyList<PropertyFault> Check(JsonElement properties)
    {
        try
        {
            return [.. _schema.Validate(properties.GetRawText()).SelectMany(FaultsOf).Distinct()];
        }
        catch (Exception failure)
            when (failure is Newtonsoft.Json.JsonException or OverflowException or InvalidCastException)
        {
            // The validator takes at most 64 levels, and no number that is beyond all measure.
            return [new PropertyFault("", "Is nested too deeply, or has a number that is too large.")];
        }
    }

    private static IEnumerable<PropertyFault> FaultsOf(ValidationError error) =>
        error switch
        {
            // The array or the map only says that something in it is wrong: the something is told instead.
            ChildSchemaValidationError
            {
                Kind: ValidationErrorKind.ArrayItemNotValid
                    or ValidationErrorKind.AdditionalPropertiesNotValid
                    or ValidationErrorKind.AdditionalItemNotValid
            } parent => parent.Errors.Values.SelectMany(errors => errors).SelectMany(FaultsOf),
            _ => [new PropertyFault(SchemaErrorPath.Parse(error.Path), Sentence(error))],
        };

    private static string Sentence(ValidationError error)
    {
        var schema = error.Schema;
        return error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => $"'{error.Property}' is missing: it is required.",
            ValidationErrorKind.NoAdditionalPropertiesAllowed => UnknownField(error),
            ValidationErrorKind.NotInEnumeration => $"Must be one of: {string.Join(", ", schema.Enumeration)}.",
            ValidationErrorKind.NoTypeValidates => $"Must be {TypesOf(schema)}{Shape(schema)}.",
            ValidationErrorKind.ItemsNotUnique => "Each item may stand in the list only once.",
            ValidationErrorKind.TooManyItems or ValidationErrorKind.TooManyItemsInTuple =>
                $"May have at most {schema.MaxItems} items.",
            ValidationErrorKind.TooFewItems => $"Must have at least {schema.MinItems} items.",
            ValidationErrorKind.TooManyProperties => $"May have at most {schema.MaxProperties} fields.",
            ValidationErrorKind.TooFewProperties => $"Must have at least {schema.MinProperties} fields.",
            _ => TypeSentence(error.Kind) ?? ValueSentence(error),
        };
    }

    private static string? TypeSentence(ValidationErrorKind kind) =>
        kind switch
        {
            ValidationErrorKind.StringExpected => "Must be text.",
            ValidationErrorKind.NumberExpected => "Must be a number.",
            ValidationErrorKind.IntegerExpected => "Must be a whole number.",
            ValidationErrorKind.BooleanExpected => "Must be true or false.",
            ValidationErrorKind.ObjectExpected => "Must be a mapping of names to values.",
            ValidationErrorKind.ArrayExpected => "Must be a list.",
            ValidationErrorKind.NullExpected => "Must be empty.",
            _ => null,
        };

    private static string ValueSentence(ValidationError error)
    {
        var schema = error.Schema;
        return error.Kind switch
        {
            ValidationErrorKind.PatternMismatch => $"Must be {TypesOf(schema)}{Shape(schema)}.",
            ValidationErrorKind.StringTooShort when schema.MinLength == 1 => "Must not be empty.",
            ValidationErrorKind.StringTooShort => $"Must have at least {schema.MinLength} characters.",
            ValidationErrorKind.StringTooLong => $"May have at most {schema.MaxLength} characters.",
            ValidationErrorKind.NumberTooSmall or ValidationErrorKind.NumberTooBig => RangeSentence(schema),
            ValidationErrorKind.IntegerTooBig => "Is too large.",
            ValidationErrorKind.NumberNotMultipleOf or ValidationErrorKind.IntegerNotMultipleOf =>
                $"Must be a multiple of {Number(schema.MultipleOf)}.",
            ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotOneOf =>
                "Fits none of the allowed forms, or more than one of them: see the plugin's documentation.",
            _ => $"Does not fit the plugin's schema ({error.Kind}): see the plugin's documentation.",
        };
    }

    private static string UnknownField(ValidationError error)
    {
        var known = string.Join(", ", error.Schema.ActualProperties.Keys.Order(StringComparer.Ordinal));
        return known.Length == 0
            ? $"'{error.Property}' is not a field here: there are none."
            : $"'{error.Property}' is not a field here. Known fields: {known}.";
    }

    private static string RangeSentence(JsonSchema schema) =>
        (schema.Minimum ?? schema.ExclusiveMinimum, schema.Maximum ?? schema.ExclusiveMaximum) switch
        {
            ({ } from, { } to) => $"Must be between {Number(from)} and {Number(to)}.",
            ({ } from, null) => $"Must be at least {Number(from)}.",
            (null, var to) => $"Must be at most {Number(to)}.",
        };

    private static string TypesOf(JsonSchema schema)
    {
        var words = new List<string>();
        Add(JsonObjectType.String, "text");
        Add(JsonObjectType.Integer, "a whole number");
        Add(JsonObjectType.Number, "a number");
        Add(JsonObjectType.Boolean, "true or false");
        Add(JsonObjectType.Array, "a list");
        Add(JsonObjectType.Object, "a mapping");
        return words.Count == 0 ? "a value" : string.Join(" or ", words);

        void Add(JsonObjectType type, string word)
        {
            if (schema.Type.HasFlag(type))
            {
                words.Add(word);
            }
        }
    }

    /// <summary>What a schema says of the shape; its description is written for users, its pattern is not.</summary>
    private static string Shape(JsonSchema schema) =>
        schema switch
        {
            { Description: { Length: > 0 } description } => $": {description.TrimEnd('.')}",
            { Pattern: { Length: > 0 } pattern } => $" that matches {pattern}",
            _ => "",
        };

    private static string Number(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
